using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MedInsure.UseCases;
using MedInsure.Web.Access;
using MedInsure.Web.Allocations;
using MedInsure.Web.Components;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Documents;
using MedInsure.Web.Filings;
using MedInsure.Web.Headcounts;
using MedInsure.Web.Hosting;
using MedInsure.Web.Matches;
using MedInsure.Web.Payments;
using MedInsure.Web.People;
using MedInsure.Web.PolicyDrafts;
using MedInsure.Web.Rosters;
using Radzen;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddLogs();
builder.AddHealth();
try
{
    builder.Services.AddUseCases(builder.Configuration["MEDINSURE_APP_DB"]);
    builder.Services.AddRosterKey(variable => builder.Configuration[variable]);
    builder.Services.AddRosterWaitLimit(variable => builder.Configuration[variable]);
}
catch (CannotStartException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}

builder.Services.AddHostedService<BackgroundWork>();
builder.AddKeys();
builder.Services.AddSessionCookie();
builder.Services.AddRateLimits(builder.Configuration);
builder.Services.AddErrorPages();
// A list of a province's counties is pasted into one field, in one message; the default of 32 KB would end the circuit.
builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
builder.Services.AddRadzenComponents();
// Chinese as it is and not as &#x4E2D;: the pages are half as long.
builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
builder.Services.AddSingleton<ILocalizer, KitWords>();

await using var app = builder.Build();
LastAsked.Log = app.Services.GetRequiredService<ILogger<LastAsked>>();
try
{
    // Before everything that asks who and how.
    app.UseTrustedProxies();
    await app.Services.CheckStartAsync(CancellationToken.None);
}
catch (CannotStartException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}

app.RefuseWhenStopping();
app.UseErrorPages();
app.UseSecurityHeaders();
app.HidePlainPage();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapHealth();
app.MapStaticAssets().AllowAnonymous();
app.MapSignOut();
app.MapManagedMemory();
app.MapHeadcounts();
app.MapRunExport();
app.MapPolicyFiles();
app.MapPolicySheets();
app.MapDocumentFiles();
app.MapRegisterExport();
app.MapLedgers();
app.MapRosters();
app.MapPayments();
app.MapDeaths();
app.MapRazorComponents<App>()
    .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
await app.RunAsync();
return 0;
