using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Deadlines;

/// <summary>Names a deadline for its mark and its address: "issuer/rule id", "office/number", "gansu/office/number" for a date that a bureau above set.</summary>
internal static class DeadlineKey
{
    private const string Office = "office/";

    public static string OfOffice(long id) => Office + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A deadline of the office has its key as its id.</summary>
    public static string Of(DatedDeadline deadline, Actor actor) => deadline.IsPractice && deadline.Issuer == actor.TenantCode && deadline.Id.StartsWith(Office, StringComparison.Ordinal) ? deadline.Id : $"{deadline.Issuer}/{deadline.Id}";
}
