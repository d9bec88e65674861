using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Allocations;

public sealed class AllocationTextTests
{
    private static readonly IssuedPolicy[] Chain = [Cloudland.Issue(CloudlandRun.SomePolicy(7))];

    [Fact]
    public void Snapshot_and_result_read_back_as_they_were_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            IssuedPolicy[] chain = [Cloudland.Issue(CloudlandRun.SomePolicy(seed))];
            var snapshot = CloudlandRun.Snapshot(chain, CloudlandRun.SomeHeadcounts(seed));
            var text = AllocationJson.Write(snapshot);
            var again = AllocationJson.ReadSnapshot(text);
            var result = new Allocation(snapshot, chain).Compute();
            var figures = AllocationJson.Write(result);
            return AllocationJson.Write(again) == text
                && AllocationJson.Write(AllocationJson.ReadResult(figures)) == figures
                && AllocationJson.Write(new Allocation(again, chain).Compute()) == figures;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_result_that_was_kept_written_out_is_still_read_and_compared_in_its_own_form() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            IssuedPolicy[] chain = [Cloudland.Issue(CloudlandRun.SomePolicy(seed))];
            var result = new Allocation(CloudlandRun.Snapshot(chain, CloudlandRun.SomeHeadcounts(seed)), chain).Compute();
            const string writtenOut = "{\"lines\":[],\"subtotals\":[],\"total\":{\"lines\":0,\"excluded\":0,\"persons\":0,\"total\":0,\"payers\":[]}}";
            var old = AllocationJson.WriteLike(writtenOut, result);
            return old.StartsWith("{\"lines\":[{", StringComparison.Ordinal)
                && AllocationJson.Write(AllocationJson.ReadResult(old)) == AllocationJson.Write(result)
                && AllocationJson.WriteLike(old, AllocationJson.ReadResult(AllocationJson.Write(result))) == old
                && AllocationJson.ReadResult(writtenOut).Lines.Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_person_more_changes_both_hashes()
    {
        var headcounts = CloudlandRun.SomeHeadcounts(7);
        var one = CloudlandRun.Snapshot(Chain, headcounts);
        var other = CloudlandRun.Snapshot(Chain, headcounts.Select((entry, i) => i == 3 ? (entry.Region, entry.Persons + 1) : entry));
        Assert.NotEqual(Input(one), Input(other));
        Assert.NotEqual(Output(one, Chain), Output(other, Chain));
        Assert.Equal(Output(one, Chain), Output(one, Chain));
    }

    [Fact]
    public void One_changed_share_changes_both_hashes()
    {
        IssuedPolicy[] changed = [Cloudland.Issue(CloudlandRun.SomePolicy(7).Replace("\"rate\":0.3}", "\"rate\":0.300001}", StringComparison.Ordinal))];
        var one = CloudlandRun.Snapshot(Chain, CloudlandRun.SomeHeadcounts(7));
        var other = CloudlandRun.Snapshot(changed, CloudlandRun.SomeHeadcounts(7));
        Assert.NotEqual(Input(one), Input(other));
        Assert.NotEqual(Output(one, Chain), Output(other, changed));
    }

    [Fact]
    public void A_snapshot_is_computed_with_the_policies_it_names_and_with_no_others()
    {
        var snapshot = CloudlandRun.Snapshot(Chain, []);
        Assert.Throws<ArgumentException>(() => new Allocation(snapshot, [Cloudland.Issue(CloudlandRun.SomePolicy(8))]));
        Assert.Throws<ArgumentException>(() => new Allocation(snapshot with { Engine = 99 }, Chain));
        Assert.Throws<ArgumentException>(() => new Allocation(snapshot with { Root = new("970000") }, Chain));
    }

    [Fact]
    public void An_assumption_is_part_of_the_input()
    {
        var plain = CloudlandRun.Snapshot(Chain, []);
        var supposed = CloudlandRun.Snapshot(Chain, [], new Assumption { Gap = "g", Label = "假设", Members = [Cloudland.River, Cloudland.Hill] });
        var turned = CloudlandRun.Snapshot(Chain, [], new Assumption { Gap = "g", Label = "假设", Members = [Cloudland.Hill, Cloudland.River] });
        Assert.NotEqual(Input(plain), Input(supposed));
        Assert.Equal(Input(supposed), Input(turned));
    }

    private static string Input(AllocationSnapshot snapshot) => AllocationJson.Hash(AllocationJson.Write(snapshot));

    private static string Output(AllocationSnapshot snapshot, IReadOnlyList<IssuedPolicy> chain) => AllocationJson.Hash(AllocationJson.Write(new Allocation(snapshot, chain).Compute()));
}
