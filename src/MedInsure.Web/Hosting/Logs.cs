using Serilog;
using Serilog.Events;

namespace MedInsure.Web.Hosting;

/// <summary>
/// Serilog behind Microsoft's logging, to the console and to a file a day. The folder is <c>Logs:Folder</c>
/// (<c>Logs__Folder</c> in the environment); levels are the section <c>Serilog:MinimumLevel</c>.
/// </summary>
public static class Logs
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var folder = builder.Configuration["Logs:Folder"] ?? Path.Combine(builder.Environment.ContentRootPath, "logs");
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var logger = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext()
            .WriteTo.Console(outputTemplate: Line, formatProvider: culture)
            .WriteTo.File(
                Path.Combine(folder, "medinsure-.log"),
                outputTemplate: Line,
                formatProvider: culture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 31,
                fileSizeLimitBytes: 100_000_000,
                rollOnFileSizeLimit: true,
                shared: true)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }
}
