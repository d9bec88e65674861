using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>The acts on policy versions as the pages send them, in a database with the notices of 2020 in force for 国家 and 甘肃.</summary>
public sealed class PolicyDesk : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public TenantDb Db => Database.TenantDb;

    public static Actor Author(Bureau bureau) => Some.PolicyAdministrator(bureau);

    public static Actor Reviewer(Bureau bureau) => Some.Reviewer(bureau);

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        foreach (var bureau in Enum.GetValues<Bureau>().Order())
        {
            await RegisterAsync(bureau, AllocationDesk.Notice(bureau));
        }

        foreach (var bureau in new[] { Bureau.National, Bureau.Gansu })
        {
            await PublishAsync(bureau, AllocationDesk.Notice(bureau));
        }
    }

    public Task DisposeAsync() => Database.DisposeAsync();

    public PublishPolicyHandler Steps => new(Db, StoppedClock.Instance);

    public ReturnPolicyHandler StepsBack => new(Db, StoppedClock.Instance);

    public async Task<long> CreateAsync(Bureau bureau, int year, DraftStart start = DraftStart.Empty, long? from = null) =>
        Ok(await new CreateDraftHandler(Db, StoppedClock.Instance).HandleAsync(Author(bureau), new CreateDraft(year, start, from), default)).VersionId;

    public async Task<PolicyVersionPage> ShowAsync(Actor actor, long version) => Ok(await new ShowPolicyVersionHandler(Db).HandleAsync(actor, new ShowPolicyVersion(version), default));

    public async Task<SavedDraft> SaveAsync(Actor actor, long version, string text, uint? stamp = null) =>
        Ok(await new SaveDraftHandler(Db).HandleAsync(actor, new SaveDraft(version, text, stamp ?? (await ShowAsync(actor, version)).Stamp), default));

    public Task<SavedDraft> SaveAsync(Actor actor, long version, PolicyContent content) => SaveAsync(actor, version, PolicyJson.Write(content));

    /// <summary>Writes to every finding that asks for words.</summary>
    public async Task AnswerAllAsync(Actor actor, long version)
    {
        foreach (var key in (await ShowAsync(actor, version)).Check.Blocking)
        {
            Ok(await new NoteFindingHandler(Db, StoppedClock.Instance).HandleAsync(actor, new NoteFinding(version, key, "已知悉"), default));
        }
    }

    /// <summary>Puts the documents of a content into the bureau's library, those of the notices with the clauses of the demonstration.</summary>
    public async Task RegisterAsync(Bureau bureau, PolicyContent content)
    {
        var register = new RegisterDocumentHandler(Db, StoppedClock.Instance);
        var seed = new SeedDemoDocumentsHandler(Db, register, new SaveClauseHandler(Db, StoppedClock.Instance), new MarkTranscriptionHandler(Db, StoppedClock.Instance));
        Ok(await seed.HandleAsync(Author(bureau), content, await File.ReadAllTextAsync(Repository.PathOf("data", "documents-2020.json")), default));
    }

    public async Task<long> PublishAsync(Bureau bureau, PolicyContent content)
    {
        await RegisterAsync(bureau, content);
        var version = await CreateAsync(bureau, content.Year.Funding);
        await SaveAsync(Author(bureau), version, content);
        await AnswerAllAsync(Author(bureau), version);
        await PublishAsync(bureau, version);
        return version;
    }

    public async Task PublishAsync(Bureau bureau, long version)
    {
        Ok(await Steps.HandleAsync(Author(bureau), new SubmitPolicy(version), default));
        Ok(await Steps.HandleAsync(Reviewer(bureau), new ReviewPolicy(version), default));
        Ok(await Steps.HandleAsync(Reviewer(bureau), new PublishPolicy(version), default));
    }

    public static T Ok<T>(Result<T> result) => result.IsOk ? result.Value : throw new Xunit.Sdk.XunitException(result.Problem is Invalid invalid ? $"{invalid.Sentence} {string.Join(" | ", invalid.Errors)}" : result.Problem!.Sentence);

    public static void Refused<TProblem>(Problem? problem, string words)
        where TProblem : Problem =>
        Assert.Contains(words, Assert.IsType<TProblem>(problem).Sentence, StringComparison.Ordinal);
}
