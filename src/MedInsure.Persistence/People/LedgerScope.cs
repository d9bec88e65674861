using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.People;

/// <summary>What of the roster a ledger holds.</summary>
/// <param name="Regions">Null for the whole bureau.</param>
/// <param name="Category">Null for all.</param>
public sealed record LedgerScope(Month Month, int CoverageYear, IReadOnlyList<RegionCode>? Regions, string? Category);

/// <summary>What the newest 资助认定 of the coverage year says of persons of one combination.</summary>
/// <param name="Winner">The category whose amount applies; null without an amount.</param>
/// <param name="Problem">Why there is no amount; null where there is one.</param>
public sealed record LedgerChoice(string? Winner, PaymentMode? Mode, int? AmountFen, string? Problem);
