using System.Net;
using MedInsure.Testing.Databases;
using MedInsure.UseCases;
using MedInsure.Web.Hosting;

namespace MedInsure.Web.Tests.Hosting;

public sealed class TrustedProxyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Proxy = "10.1.2.3";
    private const string Stranger = "203.0.113.9";

    [Theory]
    [InlineData(Proxy, Proxy, "https")]
    [InlineData("192.0.2.7, 10.1.2.0/24", Proxy, "https")]
    [InlineData(Proxy, Stranger, "http")]
    [InlineData("", Proxy, "http")]
    [InlineData("", "127.0.0.1", "http")]
    public async Task Only_a_known_proxy_says_that_the_client_came_by_https(string known, string peer, string scheme)
    {
        using var app = new RunningApp(database, ("Proxy:Known", known));
        using var client = app.Open(peer);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1");
        using var answer = await client.GetAsync("headcounts");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(scheme, answer.Headers.Location!.Scheme);
    }

    [Theory]
    [InlineData(Proxy, false)]
    [InlineData(Stranger, true)]
    public async Task The_address_in_the_header_counts_for_a_known_proxy_and_is_ignored_from_a_stranger(string peer, bool isLimited)
    {
        using var app = new RunningApp(database, ("Proxy:Known", Proxy), ("SignIn:PerMinute", "2"));
        using var client = app.Open(peer);
        var answers = new List<HttpStatusCode>();
        for (var person = 1; person <= 4; person++)
        {
            answers.Add(await SignInFromAsync(client, $"198.51.100.{person}"));
        }

        Assert.Equal(isLimited, answers.Contains(HttpStatusCode.TooManyRequests));
        // The same client three times is too often whoever says so.
        await SignInFromAsync(client, "198.51.100.99");
        await SignInFromAsync(client, "198.51.100.99");
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInFromAsync(client, "198.51.100.99"));
    }

    [Fact]
    public async Task What_a_client_wrote_before_the_proxys_own_entry_is_not_believed()
    {
        using var app = new RunningApp(database, ("Proxy:Known", Proxy), ("SignIn:PerMinute", "2"));
        using var client = app.Open(Proxy);
        await SignInFromAsync(client, "198.51.100.1, 198.51.100.50");
        await SignInFromAsync(client, "198.51.100.2, 198.51.100.50");
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInFromAsync(client, "198.51.100.3, 198.51.100.50"));
    }

    [Theory]
    [InlineData(Proxy, true)]
    [InlineData(Stranger, false)]
    public async Task Cookies_are_for_https_only_where_the_client_came_by_https(string peer, bool isSecure)
    {
        using var app = new RunningApp(database, ("Proxy:Known", Proxy));
        using var client = app.Open(peer);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1");
        using var answer = await client.GetAsync("sign-in");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.5, proxy.example")]
    public void A_setting_that_names_no_address_stops_the_start_with_a_sentence(string setting) =>
        Assert.StartsWith("设置 Proxy__Known 中的“", Assert.Throws<CannotStartException>(() => TrustedProxies.Of(setting)).Message, StringComparison.Ordinal);

    private static async Task<HttpStatusCode> SignInFromAsync(HttpClient client, string forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sign-in");
        request.Headers.Add("X-Forwarded-For", forwarded);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
