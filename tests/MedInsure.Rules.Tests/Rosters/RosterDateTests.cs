using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class RosterDateTests
{
    [Fact]
    public void A_day_is_read_in_each_of_its_forms()
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-MM-dd 00:00:00", "yyyy/M/d 0:00:00", "yyyy-MM-ddT00:00:00"];
        var days = from day in Gen.Choose(0, 45_000) from form in Gen.Elements(forms) from wide in Gen.Elements(false, true) select (Day: new DateTime(1930, 1, 1).AddDays(day), form, wide);
        Check.QuickThrowOnFailure(Prop.ForAll(days.ToArbitrary(), one =>
        {
            var text = one.Day.ToString(one.form.Replace("T", "'T'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return RosterDate.Read(one.wide ? $" {Wide(text)}　" : text) == new RosterDate(DateOnly.FromDateTime(one.Day), false);
        }));
    }

    [Theory]
    [InlineData("2020-11")]
    [InlineData("2020/11")]
    [InlineData("2020.11")]
    [InlineData("2020年11月")]
    [InlineData("202011")]
    public void A_month_is_its_first_day(string text) => Assert.Equal(new RosterDate(new DateOnly(2020, 11, 1), true), RosterDate.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("2020")]
    [InlineData("44155")]
    [InlineData("2020.1")]
    [InlineData("2020-13")]
    [InlineData("2020-02-30")]
    [InlineData("20-11-20")]
    [InlineData("2020-11-20 10:00")]
    [InlineData("2020-11-20至今")]
    [InlineData("二〇二〇年")]
    public void What_may_be_another_day_is_none(string text) => Assert.Null(RosterDate.Read(text));

    private static string Wide(string text) => string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter - '0' + '０') : letter));
}
