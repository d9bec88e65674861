using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MedInsure.Persistence.Model;

/// <summary>A region code is text in the database, so that its comparisons are leakproof under row-level security.</summary>
internal sealed class RegionCodeConverter() : ValueConverter<RegionCode, string>(code => code.Value, text => new RegionCode(text));
