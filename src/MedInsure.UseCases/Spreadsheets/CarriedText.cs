using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Long text in cells of a hidden row: in base 64, since programs change line ends and escapes, and in pieces, since a cell holds 32,767 characters.</summary>
internal static class CarriedText
{
    private const int Piece = 30_000;

    public static IReadOnlyList<string> Pieces(string text) => [.. Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Chunk(Piece).Select(piece => new string(piece))];

    /// <returns>Null where it did not come through whole.</returns>
    public static string? Of(IEnumerable<string> pieces)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(string.Concat(pieces)));
        }
        catch (Exception broken) when (broken is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
