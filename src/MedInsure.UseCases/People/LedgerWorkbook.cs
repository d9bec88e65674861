using MedInsure.Persistence.People;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Npgsql;

namespace MedInsure.UseCases.People;

/// <summary>A ledger from the database into a workbook: the caller's thread reads, opens numbers and writes cells, a second one compresses and stores.</summary>
internal static class LedgerWorkbook
{
    private const int Batch = 1024;

    /// <param name="categories">Names by ids.</param>
    /// <param name="fullNumbers">Masked otherwise.</param>
    /// <param name="file">Written to by another thread meanwhile.</param>
    /// <param name="report">Rows so far.</param>
    /// <returns>Rows.</returns>
    public static async Task<long> WriteAsync(
        NpgsqlConnection connection, LedgerScope scope, IdentityVault vault, IReadOnlyDictionary<string, string> categories, bool fullNumbers, Stream file, Action<long>? report, CancellationToken ct)
    {
        await using var reading = await LedgerReading.BeginAsync(connection, scope, ct);
        using var sheet = new XlsxStream(file, $"{scope.Month}台账", LedgerColumns.All);
        var columns = new LedgerColumns(sheet, categories, reading.Choices, scope.Month, fullNumbers);
        var rows = 0L;
        var (sealedNumbers, numbers) = (new byte[Batch * IdentityVault.SealedLength], new byte[Batch * IdentityNumber.Length]);
        while (reading.Next())
        {
            for (var done = 0; done < reading.Count; done += Batch)
            {
                ct.ThrowIfCancellationRequested();
                var part = Math.Min(Batch, reading.Count - done);
                for (var i = 0; i < part; i++)
                {
                    reading[done + i].SealedNumber.CopyTo(sealedNumbers.AsSpan(i * IdentityVault.SealedLength));
                }

                vault.OpenMany(sealedNumbers.AsSpan(0, part * IdentityVault.SealedLength), numbers.AsSpan(0, part * IdentityNumber.Length));
                for (var i = 0; i < part; i++)
                {
                    columns.Write(++rows, reading[done + i], numbers.AsSpan(i * IdentityNumber.Length, IdentityNumber.Length));
                }
            }

            report?.Invoke(rows);
        }

        return rows;
    }
}
