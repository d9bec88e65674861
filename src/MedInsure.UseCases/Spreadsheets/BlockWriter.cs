using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Blocks of bytes on their way into streams that take long, by a thread of its own: while one block is compressed, sealed and stored, the next is filled. A few blocks are in memory, and whoever fills them
/// faster waits.
/// </summary>
internal sealed class BlockWriter : IDisposable
{
    private const int Blocks = 8;

    private readonly BlockingCollection<Block> full = new(Blocks);
    private readonly ConcurrentQueue<byte[]> empty = new();
    private readonly Thread thread;
    private readonly int length;
    private volatile ExceptionDispatchInfo? failure;

    /// <param name="length">Of a block.</param>
    public BlockWriter(int length)
    {
        this.length = length;
        thread = new Thread(WriteAll) { IsBackground = true, Name = nameof(BlockWriter) };
        thread.Start();
    }

    /// <summary>A write has failed: what was handed over since is lost.</summary>
    public bool HasFailed => failure is not null;

    /// <summary>An empty block to be filled and handed over.</summary>
    public byte[] Take() => empty.TryDequeue(out var block) ? block : new byte[length];

    /// <summary>The block is the writer's from now on, and so is the stream until <see cref="Drain"/>.</summary>
    /// <exception cref="Exception">What an earlier block failed with.</exception>
    public void Hand(Stream target, byte[] block, int used)
    {
        failure?.Throw();
        full.Add(new Block(target, block, used, null));
    }

    /// <summary>Waits until everything that was handed over is written.</summary>
    /// <exception cref="Exception">As above.</exception>
    public void Drain()
    {
        using var reached = new ManualResetEventSlim();
        full.Add(new Block(Stream.Null, [], 0, reached));
        reached.Wait();
        failure?.Throw();
    }

    public void Dispose()
    {
        full.CompleteAdding();
        thread.Join();
        full.Dispose();
    }

    private void WriteAll()
    {
        foreach (var block in full.GetConsumingEnumerable())
        {
            if (block.Reached is { } reached)
            {
                reached.Set();
                continue;
            }

            try
            {
                if (failure is null)
                {
                    block.Target.Write(block.Bytes, 0, block.Used);
                }
            }
#pragma warning disable CA1031 // Thrown where the next block is handed over.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            empty.Enqueue(block.Bytes);
        }
    }

    private readonly record struct Block(Stream Target, byte[] Bytes, int Used, ManualResetEventSlim? Reached);
}
