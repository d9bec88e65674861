using System.Security.Cryptography;

namespace MedInsure.Web.Hosting;

/// <summary>The number that a person reads from the error page and an administrator finds in the log: six letters and digits without look-alikes.</summary>
public static class ErrorReference
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string Next() => "E-" + RandomNumberGenerator.GetString(Alphabet, 6);
}
