using MedInsure.Persistence.Documents;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Documents;

/// <summary>What is registered of a document. Dates are those that the text bears and stay empty where it bears none.</summary>
public sealed record DocumentEntry(
    string Number,
    string? Title,
    IReadOnlyList<string> Issuers,
    DateOnly? Dated,
    DateOnly? Printed,
    Openness Openness,
    bool Held,
    IReadOnlyList<DocumentRelation> Relations)
{
    private const int LongestText = 300;

    /// <summary>With its numbers in one form and without blanks, or what is wrong with it.</summary>
    internal Result<DocumentEntry> Clean()
    {
        var errors = new List<FieldError>();
        var number = DocumentNumber.Normalise(Number);
        if (number is null)
        {
            errors.Add(new FieldError("发文字号", "发文字号不完整，请写成“甘医保发〔2020〕66号”或“…令第41号”的样子。"));
        }

        var (title, issuers) = (Title?.Trim(), Issuers.Select(issuer => issuer.Trim()).Where(issuer => issuer.Length > 0).Distinct(StringComparer.Ordinal).ToList());
        if (Held && string.IsNullOrEmpty(title))
        {
            errors.Add(new FieldError("标题", "请填写标题；只知道文号的，把收录情况选为“未收录”。"));
        }

        if (Held && issuers.Count == 0)
        {
            errors.Add(new FieldError("发文机关", "请填写发文机关，联合发文的每行一个。"));
        }

        if (title?.Length > LongestText || issuers.Any(issuer => issuer.Length > LongestText))
        {
            errors.Add(new FieldError("标题", $"标题和发文机关每项不超过 {LongestText} 个字，请核对。"));
        }

        if (Dated is { } dated && Printed is { } printed && printed < dated)
        {
            errors.Add(new FieldError("印发日期", "印发日期早于成文日期，请核对。"));
        }

        var relations = new List<DocumentRelation>();
        foreach (var relation in Relations)
        {
            var other = DocumentNumber.Normalise(relation.Number);
            if (other is null)
            {
                errors.Add(new FieldError("与其他文件的关系", $"对方文号“{relation.Number}”不完整，请写全发文字号。"));
            }
            else if (other == number)
            {
                errors.Add(new FieldError("与其他文件的关系", "文件不能与自己有关系，请改为对方的文号。"));
            }
            else if (relations.Exists(earlier => earlier.Kind == relation.Kind && earlier.Number == other))
            {
                errors.Add(new FieldError("与其他文件的关系", $"“{PolicyWords.Of(relation.Kind)} {other}”写了两次，请只保留一处。"));
            }
            else
            {
                relations.Add(new DocumentRelation { Kind = relation.Kind, Number = other });
            }
        }

        return errors.Count > 0
            ? new Invalid($"登记内容有 {errors.Count} 处需要改正。", errors)
            : this with { Number = number!, Title = string.IsNullOrEmpty(title) ? null : title, Issuers = issuers, Relations = relations };
    }

    internal void WriteTo(DocumentEntity row)
    {
        (row.Number, row.Title, row.Issuers, row.Dated, row.Printed, row.Openness, row.Held) = (Number, Title, [.. Issuers], Dated, Printed, Openness, Held);
        row.Relations.RemoveAll(old => Relations.All(relation => relation.Kind != old.Kind || relation.Number != old.Number));
        row.Relations.AddRange(Relations.Where(relation => row.Relations.TrueForAll(old => relation.Kind != old.Kind || relation.Number != old.Number)).Select(relation => new DocumentRelationEntity { Kind = relation.Kind, Number = relation.Number }).ToList());
    }
}
