using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Calendar;

namespace MedInsure.Rules.Tests.Calendar;

public sealed class MonthTests
{
    [Fact]
    public void The_month_after_December_is_January()
    {
        Assert.Equal(new Month(2021, 1), new Month(2020, 12).Plus(1));
        Assert.Equal(new Month(2019, 12), new Month(2020, 1).Plus(-1));
        Assert.Equal((new DateOnly(2020, 2, 1), new DateOnly(2020, 2, 29)), (new Month(2020, 2).FirstDay, new Month(2020, 2).LastDay));
    }

    [Theory]
    [InlineData("2020-11", true)]
    [InlineData("2020-13", false)]
    [InlineData("2020-00", false)]
    [InlineData("2020-1", false)]
    [InlineData("202011", false)]
    [InlineData("2020-11-01", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_year_and_month_are_read(string? text, bool isMonth)
    {
        Assert.Equal(isMonth, Month.TryParse(text, out var month));
        Assert.True(!isMonth || month == new Month(2020, 11));
    }

    [Theory]
    [InlineData(2020, 0)]
    [InlineData(2020, 13)]
    [InlineData(0, 1)]
    [InlineData(10000, 1)]
    public void What_is_no_month_is_refused(int year, int number) => Assert.Throws<ArgumentOutOfRangeException>(() => new Month(year, number));

    [Fact]
    public void A_month_is_stored_as_the_number_of_months_since_year_zero()
    {
        Assert.Equal((2020 * 12) + 10, new Month(2020, 11).Index);
        Assert.Equal(new Month(2020, 11), Month.AtIndex(new Month(2020, 11).Index));
        Assert.Equal((new Month(1, 1), new Month(9999, 12)), (Month.AtIndex(12), Month.AtIndex((9999 * 12) + 11)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Month.AtIndex(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => Month.AtIndex(10000 * 12));
    }

    [Fact]
    public void Years_end_somewhere()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Month(9999, 12).Plus(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Month(1, 1).Plus(-1));
    }

    [Fact]
    public void Months_count_like_days_and_write_themselves_back() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 9999).SelectMany(year => Gen.Choose(1, 12), (year, number) => new Month(year, number)).ToArbitrary(), Gen.Choose(-600, 600).ToArbitrary(), (from, months) =>
        {
            if (from.Year is < 60 or > 9900)
            {
                return true;
            }

            var to = from.Plus(months);
            return to == Month.Of(from.FirstDay.AddMonths(months)) && to.Since(from) == months && to.CompareTo(from) == Math.Sign(months) && (to > from) == (months > 0) && (to <= from) == (months <= 0)
                && Month.TryParse(to.ToString(), out var read) && read == to && to.LastDay.AddDays(1) == to.Plus(1).FirstDay;
        }));
}
