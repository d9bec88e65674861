using System.Text;

namespace MedInsure.UseCases.Tables;

/// <summary>Thousands separators for a run of decimal digits of any length.</summary>
internal static class Digits
{
    public static string Group(string digits)
    {
        var text = new StringBuilder(digits.Length + digits.Length / 3);
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % 3 == 0)
            {
                text.Append(',');
            }

            text.Append(digits[i]);
        }

        return text.ToString();
    }
}
