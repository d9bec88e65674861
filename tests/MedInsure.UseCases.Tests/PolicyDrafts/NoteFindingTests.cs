using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>Words to findings: one act for several of the same kind, all of them or none, and one line of record that names them.</summary>
public sealed class NoteFindingTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task Several_findings_of_one_kind_are_acknowledged_in_one_act_and_never_those_that_ask_for_something_else()
    {
        var author = Author(Bureau.Lanzhou);
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        var content = AllocationDesk.Notice(Bureau.Lanzhou);
        var check = (await desk.SaveAsync(author, version, content with { FiscalSubsidy = [content.FiscalSubsidy[0] with { Yuan = 540 }] })).Check;
        var ceilings = Keys(check, FindingKind.Ceiling, FindingWeight.Undetermined);
        Assert.True(ceilings.Count > 1, string.Join(" | ", check.Findings.Select(finding => finding.Key)));
        var hard = check.Findings.First(finding => finding.Weight == FindingWeight.Hard).Key;

        Refused<Refused>((await NoteAsync(version, [.. ceilings, hard], "已知悉")).Problem, "不能用说明代替");
        Refused<Refused>((await NoteAsync(version, [hard], "已知悉")).Problem, "不能用说明代替");
        Refused<Conflict>((await NoteAsync(version, [.. ceilings, "ceiling:/nowhere"], "已知悉")).Problem, "已经变化");
        Refused<Conflict>((await NoteAsync(version, [], "已知悉")).Problem, "已经变化");
        Refused<Refused>((await NoteAsync(version, ceilings, new string('长', NoteFindingHandler.MaxCharacters + 1))).Problem, "最多 500 个字");
        if (check.Findings.FirstOrDefault(finding => finding.Weight == FindingWeight.Undetermined && finding.Kind != FindingKind.Ceiling) is { } other)
        {
            Refused<Refused>((await NoteAsync(version, [ceilings[0], other.Key], "已知悉")).Problem, "同一类");
        }

        Assert.Empty((await desk.ShowAsync(author, version)).Check.Answers); // all or nothing

        var noted = Ok(await NoteAsync(version, ceilings, " 待上级明确 ")).Check;
        Assert.All(ceilings, key => Assert.Equal("待上级明确", noted.Answers[key]));
        Assert.DoesNotContain(ceilings, noted.Blocking.Contains);
        await using (var db = await desk.Db.OpenAsync(author, default))
        {
            var entry = await db.Rows.AuditEntries.SingleAsync(entry => entry.Act == "NoteFinding" && entry.Subject == $"policy/{version}");
            Assert.All(ceilings, key => Assert.Contains(key, entry.Detail, StringComparison.Ordinal));
        }

        Ok(await NoteAsync(version, [ceilings[0]], null));
        Assert.Equal(ceilings.Count - 1, (await desk.ShowAsync(author, version)).Check.Answers.Count);
    }

    private Task<Result<NotedFinding>> NoteAsync(long version, IReadOnlyList<string> keys, string? text) =>
        new NoteFindingHandler(desk.Db, StoppedClock.Instance).HandleAsync(Author(Bureau.Lanzhou), new NoteFinding(version, keys, text), default);

    private static List<string> Keys(DraftCheck check, FindingKind kind, FindingWeight weight) => [.. check.Findings.Where(finding => finding.Kind == kind && finding.Weight == weight).Select(finding => finding.Key)];
}
