using System.Globalization;

namespace MedInsure.UseCases;

/// <summary>Business days and clock times are those of Asia/Shanghai, wherever the server stands.</summary>
public static class ChinaTime
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static DateOnly Date(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Shanghai).DateTime);

    /// <summary>2020-08-14 09:30</summary>
    public static string Text(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Shanghai).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
