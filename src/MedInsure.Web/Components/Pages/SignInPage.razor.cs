using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using MedInsure.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Components.Pages;

/// <summary>Plain HTML and a form: whoever has not signed in gets no circuit.</summary>
public sealed partial class SignInPage
{
    private IReadOnlyList<BureauRow> bureaus = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private ListBureausHandler ListBureaus { get; set; } = default!;

    [Inject]
    private SignInHandler SignIn { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DemoMode Demo { get; set; } = default!;

    [SupplyParameterFromForm(Name = "Form")]
    private SignInForm? Posted { get; set; }

    private SignInForm Form => Posted ??= new SignInForm();

    /// <summary>Where the person wanted to go.</summary>
    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    /// <summary>Why the person stands here again: "ended" or "left".</summary>
    [SupplyParameterFromQuery]
    private string? Why { get; set; }

    private Problem? Problem { get; set; }

    private string? Note => Why switch
    {
        "ended" => "登录已失效（超时、在别处退出或账号有变动），请重新登录。",
        "left" => "您已退出。",
        _ => null,
    };

    private string Address => "/sign-in" + (Back is null ? "" : "?back=" + Uri.EscapeDataString(Back));

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsGet(Http.Request.Method) && SignedInPerson.Of(Http.User) is not null)
        {
            Navigation.NavigateTo(Safe(Back));
            return;
        }

        bureaus = await ListBureaus.HandleAsync(Http.RequestAborted);
    }

    private async Task SignInAsync()
    {
        var request = new SignIn(Form.Bureau ?? "", Form.User ?? "", Form.Password ?? "", Http.Connection.RemoteIpAddress?.ToString(), Demo.IsOn);
        var outcome = await SignIn.HandleAsync(request, Http.RequestAborted);
        if (!outcome.IsOk)
        {
            Problem = outcome.Problem;
            return;
        }

        await Http.SignInAsync(SessionCookie.Scheme, outcome.Value);
        Navigation.NavigateTo(Safe(Back));
    }

    /// <summary>A place of this site, or the first page: "//elsewhere" and "/\elsewhere" lead out.</summary>
    private static string Safe(string? back) =>
        back is ['/', ..] && back is not ['/', '/' or '\\', ..] && !back.Any(char.IsControl) && !back.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase) ? back : "/";

    private sealed class SignInForm
    {
        public string? Bureau { get; set; }

        public string? User { get; set; }

        public string? Password { get; set; }
    }
}
