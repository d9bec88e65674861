using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Texts of cells that stand in many rows, such as counties and categories, made once. A column whose texts hardly ever come again, such as names, is soon left alone.</summary>
internal sealed class WordCache(int columns)
{
    private const int Room = 256;
    private const int LongestWord = 96;
    private const int Trials = 512;

    private readonly Column[] columns = new Column[columns];

    public string Of(int column, ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        ref var its = ref columns[column];
        if (its.IsLeftAlone || text.Length > LongestWord)
        {
            return Encoding.UTF8.GetString(text);
        }

        its.Words ??= new (byte[]?, string)[Room];
        ref var word = ref its.Words[Place(text)];
        if (word.Bytes is not null && text.SequenceEqual(word.Bytes))
        {
            its.Found++;
            return word.Text;
        }

        if (++its.Missed == Trials)
        {
            its.IsLeftAlone = its.Found < Trials;
            (its.Found, its.Missed) = (0, 0);
        }

        word = (text.ToArray(), Encoding.UTF8.GetString(text));
        return word.Text;
    }

    private static int Place(ReadOnlySpan<byte> text)
    {
        var hash = 2_166_136_261u;
        foreach (var one in text)
        {
            hash = unchecked((hash ^ one) * 16_777_619u);
        }

        return (int)((hash ^ (hash >> 16)) % Room);
    }

    private struct Column
    {
        public (byte[]? Bytes, string Text)[]? Words;
        public int Found;
        public int Missed;
        public bool IsLeftAlone;
    }
}
