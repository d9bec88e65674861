using System.Security.Cryptography;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Rosters;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>A file while it comes, before the database hears of it.</summary>
public sealed class ReceivedFileTests
{
    [Fact]
    public async Task A_full_disk_ends_in_a_sentence_and_a_disk_with_room_takes_the_same_file()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        // The kernel's own device of a disk without room: each write to it is refused.
        var full = await ReceivedFile.ReceiveAsync(new MemoryStream(bytes), RosterLimits.Of, new FileStream("/dev/full", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0), default);
        Assert.Contains("临时磁盘已满", Assert.IsType<Refused>(full.Problem).Sentence, StringComparison.Ordinal);

        await using var received = (await ReceivedFile.ReceiveAsync(new MemoryStream(bytes), RosterLimits.Of, default)).Value;
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), (received.Length, received.Sha256));
        await using var again = received.Open();
        var read = new MemoryStream();
        await again.CopyToAsync(read);
        Assert.Equal(bytes, read.ToArray());
    }
}
