using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Invented figures for demonstration, made from the region's code alone: a city and its province show the same ones, and a second seeding
/// changes nothing. They say nothing about the real place.
/// </summary>
internal static class SampleFigures
{
    public const string Source = "示例数据";

    private const int Least = 80_000;
    private const int Most = 900_000;

    /// <summary>Of <see cref="HeadcountWords.Columns"/>, in that order; together between 80,000 and 900,000 as reported.</summary>
    public static IReadOnlyList<long> Of(RegionCode region, HeadcountBasis basis)
    {
        var digest = SHA256.HashData(Encoding.ASCII.GetBytes("sample " + region));
        var total = (long)(Least + (BinaryPrimitives.ReadUInt32LittleEndian(digest) % (Most - Least + 1)));
        if (basis == HeadcountBasis.Estimated)
        {
            // 97.0 % to 103.0 % of what is reported later.
            total = total * (970 + (digest[4] % 61)) / 1000;
        }

        var permit = total * (10 + (digest[5] % 40)) / 1000;
        var school = total * (2 + (digest[6] % 15)) / 1000;
        var hkmotw = digest[7] % 60;
        return [total - permit - school - hkmotw, permit, school, hkmotw];
    }

    /// <summary>Estimates are made before the year's end.</summary>
    public static DateOnly AsOf(int year, HeadcountBasis basis) => basis == HeadcountBasis.Estimated ? new DateOnly(year, 6, 30) : new DateOnly(year, 12, 31);
}
