using System.Net;
using MedInsure.Testing.Databases;

namespace MedInsure.Web.Tests.Hosting;

public sealed class RateLimitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("_blazor/negotiate?negotiateVersion=1", "Limits:CircuitsPerMinute")]
    [InlineData("headcounts/export", "Limits:ExportsPerMinute")]
    [InlineData("allocations/1/export", "Limits:ExportsPerMinute")]
    [InlineData("headcounts/upload?year=2020", "Limits:UploadsPerMinute")]
    public async Task Beyond_the_limit_of_one_person_the_answer_says_when_to_come_again_and_others_go_on(string address, string setting)
    {
        using var app = new RunningApp(database, (setting, "2"));
        using var clerk = app.Open(person: Some.Clerk(Bureau.Lanzhou));
        using var colleague = app.Open(person: Some.FinanceOfficer(Bureau.Lanzhou));
        for (var time = 0; time < 2; time++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await clerk.PostAsync(address, null)).StatusCode);
        }

        using var refused = await clerk.PostAsync(address, null);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("频繁", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await colleague.PostAsync(address, null)).StatusCode);
    }

    [Fact]
    public async Task What_goes_on_in_a_circuit_is_not_counted_and_a_connection_without_negotiation_is()
    {
        using var app = new RunningApp(database, ("Limits:CircuitsPerMinute", "1"));
        using var clerk = app.Open(person: Some.Clerk(Bureau.Lanzhou));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await clerk.PostAsync("_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await clerk.GetAsync("_blazor?id=another")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await clerk.GetAsync("_blazor")).StatusCode);
    }

    [Fact]
    public async Task The_defaults_leave_room_for_work()
    {
        using var app = new RunningApp(database);
        using var clerk = app.Open(person: Some.Clerk(Bureau.Lanzhou));
        for (var time = 0; time < 60; time++)
        {
            Assert.Equal(HttpStatusCode.OK, (await clerk.PostAsync("_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        }
    }
}
