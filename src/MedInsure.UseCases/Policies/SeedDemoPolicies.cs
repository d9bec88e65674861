using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>
/// Takes policy documents into a demonstration the way a bureau would: the policy administrator imports, one reviewer reviews, another publishes, upper
/// bureaus first. What is in force already with the same content stays; afterwards a city whose province asks for it files.
/// </summary>
public sealed class SeedDemoPoliciesHandler(TenantDb tenantDb, CreateUserHandler createUser, ImportPolicyHandler import, ShowPolicyVersionHandler show, NoteFindingHandler note, PublishPolicyHandler publish, FilePolicyHandler file, SeedDemoDocumentsHandler documents)
{
    private static readonly (string Name, string Display, Role Role)[] Issuers =
        [("zhengce", "演示政策", Role.PolicyAdministrator), ("fuhe", "演示复核", Role.Reviewer), ("fabu", "演示发布", Role.Reviewer)];

    /// <param name="texts">Policy documents in the JSON format, in any order.</param>
    /// <param name="summaries">data/documents-2020.json: what the clauses of the documents say.</param>
    /// <returns>How many versions were published.</returns>
    public async Task<Result<int>> HandleAsync(IReadOnlyList<string> texts, string summaries, CancellationToken ct)
    {
        var contents = new List<PolicyContent>();
        foreach (var text in texts)
        {
            var read = PolicyJson.Read(text);
            if (!read.IsOk)
            {
                return read.Problem!;
            }

            contents.Add(read.Value);
        }

        var published = 0;
        foreach (var bureau in (await tenantDb.ListBureausAsync(ct)).OrderBy(bureau => bureau.Level))
        {
            foreach (var content in contents.Where(content => content.Tenant == bureau.Code).OrderBy(content => content.Year.Funding))
            {
                var outcome = await PublishAsync(bureau, content, summaries, ct);
                if (!outcome.IsOk)
                {
                    return outcome.Problem!;
                }

                published += outcome.Value ? 1 : 0;
            }
        }

        return published;
    }

    private async Task<Result<bool>> PublishAsync(BureauEntity bureau, PolicyContent content, string summaries, CancellationToken ct)
    {
        var people = await PeopleAsync(bureau, ct);
        if (!people.IsOk)
        {
            return people.Problem!;
        }

        var (author, reviewer, publisher) = people.Value;
        var library = await documents.HandleAsync(author, content, summaries, ct);
        if (!library.IsOk)
        {
            return library.Problem!;
        }

        await using (var db = await tenantDb.OpenAsync(author, ct))
        {
            var hash = PolicyJson.Hash(content);
            if (await db.Rows.PolicyVersions.AnyAsync(version => version.FundingYear == content.Year.Funding && version.ContentHash == hash && version.PublishedAt != null, ct))
            {
                return false;
            }
        }

        var draft = await import.HandleAsync(author, new ImportPolicy(PolicyJson.Write(content)), ct);
        if (!draft.IsOk)
        {
            return draft.Problem!;
        }

        var id = draft.Value.VersionId;
        if (await AnswerAsync(author, id, ct) is { } unanswered)
        {
            return unanswered;
        }

        var submitted = await publish.HandleAsync(author, new SubmitPolicy(id), ct);
        var reviewed = submitted.IsOk ? await publish.HandleAsync(reviewer, new ReviewPolicy(id), ct) : submitted;
        var released = reviewed.IsOk ? await publish.HandleAsync(publisher, new PublishPolicy(id), ct) : reviewed;
        if (!released.IsOk)
        {
            return released.Problem!;
        }

        return await FileAsync(author, content, ct) is { } problem ? problem : true;
    }

    /// <summary>What the notices leave open (a ceiling that looks at an amount that we do not hold) is acknowledged in the demonstration's name.</summary>
    private async Task<Problem?> AnswerAsync(Actor author, long version, CancellationToken ct)
    {
        var page = await show.HandleAsync(author, new ShowPolicyVersion(version), ct);
        if (!page.IsOk)
        {
            return page.Problem;
        }

        foreach (var finding in page.Value.Check.Findings.Where(finding => page.Value.Check.Blocking.Contains(finding.Key) && finding.Weight != Rules.Policies.Findings.FindingWeight.Hard))
        {
            var noted = await note.HandleAsync(author, new NoteFinding(version, finding.Key, "演示：按通知原文录入，已知悉。"), ct);
            if (!noted.IsOk)
            {
                return noted.Problem;
            }
        }

        return null;
    }

    /// <summary>甘医保发〔2020〕66号 一(一): a city's split is filed with the province. The letter is the document that gives the split.</summary>
    private async Task<Problem?> FileAsync(Actor author, PolicyContent content, CancellationToken ct)
    {
        var letter = content.Funding.Splits.SelectMany(split => split.Cite).Select(cite => content.Documents.FirstOrDefault(document => document.Id == cite.Document)).FirstOrDefault(document => document is not null);
        if (letter is null || content.Parent is null)
        {
            return null;
        }

        var filed = await file.HandleAsync(author, new FilePolicy(content.Year.Funding, letter.Number, $"{content.Title}：财政分担备案"), ct);
        return filed.Problem;
    }

    private async Task<Result<(Actor Author, Actor Reviewer, Actor Publisher)>> PeopleAsync(BureauEntity bureau, CancellationToken ct)
    {
        var actors = new List<Actor>();
        foreach (var (name, display, role) in Issuers)
        {
            var actor = await FindAsync(bureau, name, ct);
            if (actor is null)
            {
                // The national bureau has no demo sign-in: its people exist for the signatures only, with a password that nobody knows.
                var secret = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24)) + "aA1";
                var created = await createUser.HandleAsync(null, new CreateUser(bureau.Code, name, display, role, [], secret, IsDemo: true), ct);
                if (!created.IsOk)
                {
                    return created.Problem!;
                }

                actor = await FindAsync(bureau, name, ct) ?? throw new InvalidOperationException($"User {name} of {bureau.Code} was created and is not there.");
            }

            actors.Add(actor);
        }

        return (actors[0], actors[1], actors[2]);
    }

    private async Task<Actor?> FindAsync(BureauEntity bureau, string name, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct);
        var user = await db.Rows.Users.AsNoTracking().Include(candidate => candidate.Roles).FirstOrDefaultAsync(candidate => candidate.UserName == name, ct);
        return user is null ? null : new Actor(bureau.Id, bureau.Code, user.Id, user.DisplayName, user.Roles.Aggregate(Role.None, (roles, row) => roles | row.Role), []);
    }
}
