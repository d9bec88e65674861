using System.Net;
using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;
using MedInsure.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedInsure.Web.Tests.Hosting;

/// <summary>The whole application in this process, on the test's database, with settings of the test. A request says in X-Test-Peer which address the connection comes from.</summary>
internal sealed class RunningApp(TestDatabase database, params (string Setting, string Value)[] settings) : WebApplicationFactory<Program>
{
    private const string Peer = "X-Test-Peer";
    private readonly string logs = Directory.CreateTempSubdirectory("medinsure-web-").FullName;

    public HttpClient Open(string peer = "192.0.2.1", Actor? person = null)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add(Peer, peer);
        if (person is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", "medinsure=" + CookieOf(person));
        }

        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("MEDINSURE_APP_DB", database.AppConnectionString);
        builder.UseSetting("MEDINSURE_DATA_KEY", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
        builder.UseSetting("Logs:Folder", logs);
        foreach (var (setting, value) in settings)
        {
            builder.UseSetting(setting, value);
        }

        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, PeerFilter>());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(logs))
        {
            Directory.Delete(logs, true);
        }
    }

    /// <summary>What a sign-in would have given: a session of the database and its cookie.</summary>
    private string CookieOf(Actor person)
    {
        var session = Guid.NewGuid();
        using var connection = database.OpenAppAsync(person.TenantId, person.UserId).GetAwaiter().GetResult();
        connection.ExecuteAsync(
            "INSERT INTO user_session (tenant_id, id, user_id, started_at, last_seen_at, expires_at) VALUES (app.tid(), $1, app.uid(), now(), now(), now() + interval '1 hour')", session).GetAwaiter().GetResult();
        var principal = new SignedInPerson(person, "person", "机构", session, "stamp").ToPrincipal();
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionCookie.Scheme);
        return options.TicketDataFormat.Protect(new AuthenticationTicket(principal, SessionCookie.Scheme));
    }

    private sealed class PeerFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Peer].ToString());
                return go(context);
            });
            next(app);
        };
    }
}
