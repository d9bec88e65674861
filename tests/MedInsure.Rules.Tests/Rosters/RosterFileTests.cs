using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Rosters;
using static MedInsure.Rules.Rosters.RosterColumn;
using static MedInsure.Rules.Tests.Rosters.RosterDesk;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class RosterFileTests
{
    [Fact]
    public void The_same_person_in_one_category_twice_is_a_fault_of_the_later_row()
    {
        var read = File(Texts(1), Texts(2), Texts(1, (RosterColumn.Number, Number(1).ToLowerInvariant())), Texts(1));
        Assert.Equal([2, 3], read.Rows.Select(row => row.RowNumber));
        Assert.All(read.Faults, fault => Assert.Equal("与第 2 行重复（同一身份证号码、同一身份类别），请只保留一行。", fault.Sentence));
        Assert.Equal([4, 5], read.Faults.Select(fault => fault.RowNumber));
        Assert.Equal((RosterOutcome.Faulty, "共 4 行，有 2 行填写有误。请下载错误说明，改正后重新上传。"), (read.Verdict.Outcome, read.Verdict.Sentence));
    }

    [Fact]
    public void One_person_may_hold_several_categories()
    {
        var read = File(Texts(1), Texts(1, (Category, "建档立卡贫困人口")), Texts(1, (Category, "农村低保二类保障对象")));
        Assert.Equal((3, 0, RosterOutcome.Sound), (read.Rows.Count, read.FaultCount, read.Verdict.Outcome));
        var again = File(Texts(1), Texts(1, (Category, "建档立卡贫困人口")), Texts(1, (Category, "贫困人口")));
        Assert.Contains("与第 3 行重复", Assert.Single(again.Faults).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_with_two_names_is_a_fault_of_every_row_that_has_it()
    {
        var read = File(Texts(1), Texts(1, (Category, "贫困人口")), Texts(2), Texts(1, (Name, "钱某")), Texts(1, (Category, "贫困人口")));
        Assert.Equal([4], read.Rows.Select(row => row.RowNumber));
        Assert.Equal([(2, Name, "与第 5 行身份证号码相同而姓名不同，请核对号码是谁的。"), (3, Name, "与第 5 行身份证号码相同而姓名不同，请核对号码是谁的。"), (5, Name, "与第 2 行身份证号码相同而姓名不同，请核对号码是谁的。"), (6, Name, "与第 2 行身份证号码相同而姓名不同，请核对号码是谁的。")],
            read.Faults.Select(fault => (fault.RowNumber, fault.Column, fault.Sentence)));
        Assert.Equal(("620102", "orphan", 1), read.Counts.Select(count => (count.Region.Value, count.Category, count.Rows)).Single());
    }

    [Fact]
    public void A_person_in_two_counties_is_a_fault_of_both_rows()
    {
        var read = File(Texts(1), Texts(1, (Category, "贫困人口"), (Region, "榆中县")));
        Assert.Equal([(2, Region), (3, Region)], read.Faults.Select(fault => (fault.RowNumber, fault.Column)));
        Assert.Empty(read.Rows);
    }

    [Fact]
    public void A_full_file_with_a_missing_number_or_category_is_refused_whole_and_an_increment_is_not()
    {
        string[][] rows = [Texts(1), Texts(2, (RosterColumn.Number, "")), Texts(3, (Category, ""))];
        var full = File(rows);
        Assert.Equal(RosterOutcome.Refused, full.Verdict.Outcome);
        Assert.Equal("全量名单中有 2 行没有身份证号码或身份类别（第 3、4 行），整个文件没有接收，以免有人被误作取消。请按错误说明补齐后重新上传。", full.Verdict.Sentence);
        Assert.Equal(2, full.FaultCount);
        Assert.Equal(RosterOutcome.Faulty, File(Texts(1), Texts(2, (RosterColumn.Number, "1"))).Verdict.Outcome);

        foreach (var row in rows)
        {
            row[(int)Change] = "新增";
        }

        Assert.Equal(RosterOutcome.Faulty, File(Frame(RosterKind.Increment), rows).Verdict.Outcome);
        Assert.Contains("第 2、3、4、5、6、7、8、9、10、11 行等", File([.. Enumerable.Range(0, 12).Select(i => Texts(i, (Category, "")))]).Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_rows_is_refused() => Assert.Contains("没有一行人员", File().Verdict.Sentence, StringComparison.Ordinal);

    [Fact]
    public void Rows_are_counted_by_county_category_and_change()
    {
        var read = File(Frame(RosterKind.Increment), Texts(1, (Change, "新增")), Texts(2, (Change, "新增"), (Region, "榆中县")), Texts(3, (Change, "取消"), (Cancelled, "2020-11")), Texts(4, (Change, "新增")), Texts(5, (Change, "新增"), (Name, "")));
        Assert.Equal([("620102", RosterChange.Added, 2), ("620102", RosterChange.Cancelled, 1), ("620123", RosterChange.Added, 1)], read.Counts.Select(count => (count.Region.Value, count.Change, count.Rows)));
        Assert.Equal((5, 1), (read.RowCount, read.WrongRows));
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_kept_and_all_are_counted()
    {
        var (check, file) = (new RosterRowCheck(Frame()), new RosterFile(RosterKind.Full, keptFaults: 3));
        for (var i = 0; i < 10; i++)
        {
            file.Add(check.Read(i + 2, Texts(i, (Name, ""))));
        }

        var read = file.Close();
        Assert.Equal((3, 10, 10, 0), (read.Faults.Count, read.FaultCount, read.WrongRows, read.Rows.Count));
    }

    /// <summary>Whatever is mixed: each row is sound or has a fault, never both; sound rows are pairwise consistent; and the counts are those of the sound rows.</summary>
    [Fact]
    public void A_row_is_either_sound_or_explained()
    {
        var cells = from person in Gen.Choose(0, 5) from name in Gen.Elements("赵某", "赵某", "赵某", "钱某", "") from category in Gen.Elements("孤儿", "贫困人口", "无此类") from region in Gen.Elements("城关区", "城关区", "榆中县") select Texts(person, (Name, name), (Category, category), (Region, region));
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.ArrayOf(cells).ToArbitrary(), rows =>
        {
            var read = File(rows);
            var (sound, wrong) = (read.Rows.Select(row => row.RowNumber).ToHashSet(), read.Faults.Select(fault => fault.RowNumber).ToHashSet());
            var consistent = read.Rows.GroupBy(row => row.Number).All(one => one.Select(row => (row.Name, row.Region)).Distinct().Count() == 1 && one.DistinctBy(row => row.Category).Count() == one.Count());
            return !sound.Overlaps(wrong) && sound.Count + wrong.Count == rows.Length && wrong.Count == read.WrongRows && consistent && read.Counts.Sum(count => count.Rows) == sound.Count;
        }));
    }

    private static RosterReading File(params string[][] rows) => File(Frame(), rows);

    /// <summary>Rows from 2 on, below a header.</summary>
    private static RosterReading File(RosterFrame frame, params string[][] rows)
    {
        var (check, file) = (new RosterRowCheck(frame), new RosterFile(frame.Kind));
        for (var i = 0; i < rows.Length; i++)
        {
            file.Add(check.Read(i + 2, rows[i]));
        }

        return file.Close();
    }
}
