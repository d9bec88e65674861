using System.Net;
using MedInsure.UseCases;
using Microsoft.AspNetCore.HttpOverrides;

namespace MedInsure.Web.Hosting;

/// <summary>
/// Behind a reverse proxy with TLS the connection is the proxy's. Only what <c>Proxy:Known</c> names (addresses or networks, comma between) is believed
/// when it says who the client is and that the client came by HTTPS; from everybody else those headers are words of a stranger. Nothing set, nothing believed.
/// </summary>
public static class TrustedProxies
{
    /// <exception cref="CannotStartException">An entry is neither an address nor a network.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (Of(app.Configuration["Proxy:Known"]) is { } options)
        {
            app.UseForwardedHeaders(options);
        }
    }

    /// <summary>Null where no proxy is named.</summary>
    /// <exception cref="CannotStartException">An entry is neither an address nor a network.</exception>
    public static ForwardedHeadersOptions? Of(string? setting)
    {
        var known = (setting ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (known.Length == 0)
        {
            return null;
        }

        // The nearest entry only: whatever a client wrote into the header stands before it.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in known)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new CannotStartException($"设置 Proxy__Known 中的“{entry}”既不是地址也不是网段。请写成 10.0.0.5 或 10.0.0.0/24，多个之间用逗号分隔。");
            }
        }

        return options;
    }
}
