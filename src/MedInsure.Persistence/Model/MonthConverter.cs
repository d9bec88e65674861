using MedInsure.Rules.Calendar;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MedInsure.Persistence.Model;

/// <summary>A month is a whole number in the database (year * 12 + number - 1), so that it compares leakproof and makes ranges.</summary>
internal sealed class MonthConverter() : ValueConverter<Month, int>(month => month.Index, index => Month.AtIndex(index));
