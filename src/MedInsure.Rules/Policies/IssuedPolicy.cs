using MedInsure.Rules.Explanation;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>A policy's content as one numbered, hashed version of one bureau.</summary>
/// <param name="Root">The bureau's region; null for the national bureau.</param>
/// <param name="Version">Number of the version within tenant and year, from 1.</param>
/// <param name="Sha256">Hash of the canonical text.</param>
public sealed record IssuedPolicy(string Tenant, string TenantName, RegionCode? Root, int Version, string Sha256, PolicyContent Content)
{
    public IReadOnlyList<Source> SourcesOf(IReadOnlyList<Citation> citations) =>
        [.. citations.Select(cite => new Source(cite.Kind, Tenant, cite.Document is null ? null : DocumentNumber(cite.Document), cite.Clause, cite.Says))];

    private string DocumentNumber(string id) => Content.Documents.FirstOrDefault(document => document.Id == id)?.Number ?? id;
}
