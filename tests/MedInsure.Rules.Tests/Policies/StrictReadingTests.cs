using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>Reading refuses what it does not know, says where, and says everything at once.</summary>
public sealed class StrictReadingTests
{
    private const string Good = """
        {
          "format": 1, "tenant": "nation", "title": "某国", "year": { "funding": 2031 },
          "documents": [{ "id": "n1", "number": "国某〔2031〕1号" }],
          "fiscalSubsidy": [{ "yuan": 440, "where": { "regions": ["990101"] } }],
          "funding": { "tiers": [{ "id": "t", "name": "档", "shares": [{ "kind": "fixed", "payers": ["central"], "yuan": 440 }] }] },
          "bounds": [{ "id": "b", "on": "fiscalSubsidy", "limit": { "kind": "min", "yuan": 400 } }],
          "deadlines": [{ "id": "d", "subject": "预拨", "month": 3, "day": 31, "actor": "财政" }]
        }
        """;

    [Fact]
    public void The_good_text_is_read() => Assert.Empty(ErrorsIn(Good));

    [Theory]
    [InlineData("\"title\": \"某国\"", "\"title\": \"某国\", \"tilte\": \"某国\"", "$.tilte")]
    [InlineData("\"kind\": \"fixed\"", "\"kind\": \"fixed\", \"rate\": 0.8", "$.funding.tiers[0].shares[0].rate")]
    [InlineData("\"yuan\": 440, \"where\"", "\"fen\": 44000, \"where\"", "$.fiscalSubsidy[0].fen")]
    [InlineData("\"format\": 1", "\"Format\": 1, \"format\": 1", "$.Format")]
    public void An_unknown_member_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 1, \"format\": 1", "$.format")]
    [InlineData("\"month\": 3", "\"month\": 3, \"month\": 4", "$.deadlines[0].month")]
    [InlineData("\"kind\": \"min\"", "\"kind\": \"min\", \"kind\": \"max\"", "$.bounds[0].limit.kind")]
    public void A_key_written_twice_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Theory]
    [InlineData("\"tenant\": \"nation\", ", "", "$.tenant")]
    [InlineData("\"funding\": 2031", "", "$.year.funding")]
    [InlineData(", \"yuan\": 440 }]", " }]", "$.funding.tiers[0].shares[0].yuan")]
    [InlineData("\"id\": \"b\", ", "", "$.bounds[0].id")]
    public void A_missing_member_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Theory]
    [InlineData("\"title\": \"某国\"", "\"title\": null", "$.title")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": null, \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("[\"990101\"]", "[null]", "$.fiscalSubsidy[0].where.regions[0]")]
    [InlineData("{ \"kind\": \"min\", \"yuan\": 400 }", "null", "$.bounds[0].limit")]
    public void Null_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Theory]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": \"440元\", \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": \"80%\", \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": \"1,440\", \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": 0.0000001, \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": 1e99, \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": true, \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"yuan\": 440, \"where\"", "\"yuan\": { \"value\": 440 }, \"where\"", "$.fiscalSubsidy[0].yuan")]
    [InlineData("\"month\": 3", "\"month\": 3.5", "$.deadlines[0].month")]
    [InlineData("\"month\": 3", "\"month\": \"三月\"", "$.deadlines[0].month")]
    public void A_number_in_another_unit_or_form_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Theory]
    [InlineData("\"kind\": \"fixed\"", "\"kind\": \"percent\"", "$.funding.tiers[0].shares[0].kind")]
    [InlineData("\"kind\": \"fixed\", ", "", "$.funding.tiers[0].shares[0].kind")]
    [InlineData("\"kind\": \"min\"", "\"kind\": 1", "$.bounds[0].limit.kind")]
    [InlineData("\"on\": \"fiscalSubsidy\"", "\"on\": \"FiscalSubsidy\"", "$.bounds[0].on")]
    [InlineData("\"on\": \"fiscalSubsidy\"", "\"on\": 0", "$.bounds[0].on")]
    [InlineData("[\"central\"]", "[\"town\"]", "$.funding.tiers[0].shares[0].payers")]
    [InlineData("[\"central\"]", "[\"central\", \"central\"]", "$.funding.tiers[0].shares[0].payers")]
    [InlineData("[\"central\"]", "[]", "$.funding.tiers[0].shares[0].payers")]
    [InlineData("[\"990101\"]", "[\"天祝\"]", "$.fiscalSubsidy[0].where.regions[0]")]
    [InlineData("[\"990101\"]", "[990101]", "$.fiscalSubsidy[0].where.regions[0]")]
    [InlineData("\"n1\"", "1", "$.documents[0].id")]
    [InlineData("{ \"regions\": [\"990101\"] }", "[\"990101\"]", "$.fiscalSubsidy[0].where")]
    [InlineData("[\"990101\"]", "\"990101\"", "$.fiscalSubsidy[0].where.regions")]
    public void A_wrong_kind_or_word_is_an_error(string good, string bad, string path) => Assert.Equal([path], Paths(good, bad));

    [Fact]
    public void Each_word_of_a_closed_list_is_read_and_no_other_spelling()
    {
        Assert.Empty(ErrorsIn(Good.Replace("fiscalSubsidy\", \"limit", "criticalIllness\", \"limit", StringComparison.Ordinal)));
        Assert.Equal(["$.bounds[0].on"], Paths("\"on\": \"fiscalSubsidy\"", "\"on\": \"critical-illness\""));
    }

    [Fact]
    public void All_errors_are_reported_together()
    {
        var errors = ErrorsIn(Good.Replace("\"id\": \"b\", ", "", StringComparison.Ordinal).Replace("\"month\": 3", "\"month\": null", StringComparison.Ordinal).Replace("990101", "甲县", StringComparison.Ordinal));

        Assert.Equal(["$.fiscalSubsidy[0].where.regions[0]", "$.bounds[0].id", "$.deadlines[0].month"], errors.Select(error => error.Field));
        Assert.All(errors, error => Assert.EndsWith("。", error.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed_and_do_not_count()
    {
        var commented = Good.Replace("\"format\": 1,", "// the format\n\"format\": 1, /* and more */", StringComparison.Ordinal).Replace("[\"central\"]", "[\"central\", /* the state */]", StringComparison.Ordinal);

        Assert.Empty(ErrorsIn(commented));
        Assert.Equal(PolicyJson.Hash(PolicyJson.Read(Good).Value), PolicyJson.Hash(PolicyJson.Read(commented).Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("not json")]
    public void What_is_no_json_is_refused_with_a_line(string text)
    {
        var error = Assert.Single(ErrorsIn(text));

        Assert.Equal("$", error.Field);
        Assert.Contains("行", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"gansu\"")]
    public void What_is_no_object_is_refused(string text) => Assert.Equal(["$"], ErrorsIn(text).Select(error => error.Field));

    [Fact]
    public void A_text_nested_without_end_is_refused() => Assert.NotEmpty(ErrorsIn(string.Concat(Enumerable.Repeat("[", 100_000))));

    private static IReadOnlyList<FieldError> ErrorsIn(string text) => PolicyJson.Read(text).Problem is Invalid invalid ? invalid.Errors : [];

    private static IEnumerable<string> Paths(string good, string bad)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        return ErrorsIn(Good.Replace(good, bad, StringComparison.Ordinal)).Select(error => error.Field);
    }
}
