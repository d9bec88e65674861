using System.Globalization;
using MedInsure.Web.Components;
using MedInsure.Web.Hosting;
using Radzen;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddLogs();
builder.AddHealth();
builder.AddKeys();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddRadzenComponents();

var app = builder.Build();
app.UseExceptionHandler("/error", createScopeForErrors: true);
app.RefuseWhenStopping();
app.UseSecurityHeaders();
app.HidePlainPage();
app.UseAntiforgery();
app.MapHealth();
app.MapStaticAssets();
app.MapRazorComponents<App>()
    .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
app.Run();
