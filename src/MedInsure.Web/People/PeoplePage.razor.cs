using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.People;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.People;

public sealed partial class PeoplePage
{
    private readonly LastAsked last = new();

    /// <summary>Where the pages before this one began; the first one begins nowhere.</summary>
    private readonly Stack<PeopleMark?> before = [];
    private PeopleList? list;
    private Problem? problem;
    private FindPeople? asked;
    private PeopleMark? begin;
    private bool reading;
    private bool unread;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Name { get; set; }

    [SupplyParameterFromQuery]
    private string? County { get; set; }

    [SupplyParameterFromQuery]
    private string? Category { get; set; }

    /// <summary>2020-11</summary>
    [SupplyParameterFromQuery(Name = "month")]
    private string? Held { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private FindPeopleHandler People { get; set; } = default!;

    [Inject]
    private AddressFilters Filters { get; set; } = default!;

    private FindPeople Asked => new(
        Year.Year,
        Known(Name) ?? "",
        RegionCode.TryParse(Known(County), out var county) ? county : null,
        Known(Category),
        Month.TryParse(Known(Held), out var month) ? month : null,
        State switch { "active" => IdentityState.Active, "ended" => IdentityState.Ended, _ => null });

    /// <summary>A month that cannot be read is said, since without it the list would be everybody's.</summary>
    private bool IsUnread => Known(Held) is { } month && !Month.TryParse(month, out _);

    private bool IsFiltered => IsUnread || Asked != new FindPeople(Year.Year);

    private string? Subtitle => list is null ? null
        : problem is not null ? list.BureauName
        : $"{list.BureauName}　{(list.IsMore ? $"{FindPeople.MostCounted} 人以上" : list.Count is { } count ? $"{count} 人" : "人数较多，没有逐一清点")}{(list.IsLimited ? $"　只显示您负责的{string.Join("、", list.Counties.Select(one => one.Name))}" : "")}";

    protected override async Task OnParametersSetAsync()
    {
        if (asked != Asked || unread != IsUnread)
        {
            (asked, unread) = (Asked, IsUnread);
            begin = null;
            before.Clear();
            if (await last.TakeAsync(Reads.OfAsync(asked, request => People.HandleAsync(Actor, request, CancellationToken.None)), Take) && unread)
            {
                Take(new Refused("没有按月份查找：请把月份写成“2020-11”的样子。"));
            }
        }
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task OnAsync()
    {
        var from = begin;
        if (await ReadAsync(list!.Next))
        {
            before.Push(from);
        }
    }

    private async Task BackAsync()
    {
        if (await ReadAsync(before.Peek()))
        {
            before.Pop();
        }
    }

    private async Task<bool> ReadAsync(PeopleMark? from)
    {
        if (reading)
        {
            return false;
        }

        reading = true;
        var isLast = await last.TakeAsync(People.HandleAsync(Actor, asked! with { After = from }, CancellationToken.None), Take);
        reading = false;
        begin = isLast ? from : begin;
        return isLast;
    }

    /// <summary>After a refusal the list that was there stays, so that the conditions can be changed.</summary>
    private void Take(Result<PeopleList> read) => (list, problem) = read.IsOk ? (read.Value, (Problem?)null) : (list is null ? null : list with { Rows = [], Next = null, Count = null }, read.Problem);

    /// <summary>A filter stands in the address, so that a link and the way back keep it.</summary>
    private void Find(string name, string? value) => Filters.Set(name, Known(value));
}
