using System.Reflection;
using MedInsure.Persistence.Access;
using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Auditing;
using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Documents;
using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.KeyRing;
using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Payments;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Regions;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MedInsure.Persistence.Model;

/// <summary>
/// The tables as one bureau sees them. Only <see cref="Sessions.TenantDb"/> makes one, and only its session saves: a save without an
/// audit row does not exist.
/// </summary>
public sealed class MedInsureContext : DbContext
{
    /// <summary>The name of the query filter that limits every set to the bureau; row-level security stands behind it.</summary>
    public const string TenantFilter = "tenant";

    internal MedInsureContext(DbContextOptions<MedInsureContext> options, int tenantId, long? userId)
        : base(options)
    {
        TenantId = tenantId;
        UserId = userId;
    }

    /// <summary>Set once: a context never changes its bureau.</summary>
    public int TenantId { get; }

    /// <summary>Null before sign-in.</summary>
    public long? UserId { get; }

    public DbSet<BureauEntity> Bureaus => Set<BureauEntity>();

    public DbSet<RegionEntity> Regions => Set<RegionEntity>();

    public DbSet<PoolingRegionEntity> PoolingRegions => Set<PoolingRegionEntity>();

    public DbSet<PoolingMemberEntity> PoolingMembers => Set<PoolingMemberEntity>();

    public DbSet<UserEntity> Users => Set<UserEntity>();

    public DbSet<UserRoleEntity> UserRoles => Set<UserRoleEntity>();

    public DbSet<UserRegionEntity> UserRegions => Set<UserRegionEntity>();

    public DbSet<UserSessionEntity> UserSessions => Set<UserSessionEntity>();

    public DbSet<UserPreferenceEntity> UserPreferences => Set<UserPreferenceEntity>();

    /// <summary>The bureau's own policy versions, in every state.</summary>
    public DbSet<PolicyVersionEntity> PolicyVersions => Set<PolicyVersionEntity>();

    /// <summary>Own versions in every state, and what the bureaus above have published.</summary>
    public IQueryable<PolicyVersionEntity> ReadablePolicyVersions => PolicyVersions.IgnoreQueryFilters([TenantFilter]);

    /// <summary>What the bureau's own releases rest on.</summary>
    public DbSet<PolicyRelianceEntity> PolicyReliances => Set<PolicyRelianceEntity>();

    /// <summary>Releases of this and other bureaus that rest on this bureau's policy versions.</summary>
    public IQueryable<PolicyRelianceEntity> ReliancesOnOwnPolicies =>
        PolicyReliances.IgnoreQueryFilters([TenantFilter]).Where(reliance => reliance.IssuerTenantId == TenantId);

    public DbSet<PolicyMakerEntity> PolicyMakers => Set<PolicyMakerEntity>();

    public DbSet<PolicyOpinionEntity> PolicyOpinions => Set<PolicyOpinionEntity>();

    public DbSet<PolicyNoteEntity> PolicyNotes => Set<PolicyNoteEntity>();

    public DbSet<PolicyConfirmationEntity> PolicyConfirmations => Set<PolicyConfirmationEntity>();

    public DbSet<PolicyBasisEntity> PolicyBases => Set<PolicyBasisEntity>();

    /// <summary>What the bureau itself files.</summary>
    public DbSet<FilingEntity> Filings => Set<FilingEntity>();

    /// <summary>What the bureaus below have filed with this one.</summary>
    public IQueryable<FilingEntity> ReceivedFilings =>
        Filings.IgnoreQueryFilters([TenantFilter]).Where(filing => filing.RecipientTenantId == TenantId && filing.FiledAt != null);

    /// <summary>What this bureau decided about filings that it received.</summary>
    public DbSet<FilingDecisionEntity> FilingDecisions => Set<FilingDecisionEntity>();

    /// <summary>What the bureau above decided about this bureau's own filings.</summary>
    public IQueryable<FilingDecisionEntity> DecisionsOnOwnFilings =>
        FilingDecisions.IgnoreQueryFilters([TenantFilter]).Where(decision => decision.FilerTenantId == TenantId);

    /// <summary>Dates that the office set itself (内部口径).</summary>
    public DbSet<OfficeDeadlineEntity> OfficeDeadlines => Set<OfficeDeadlineEntity>();

    /// <summary>备案: the dates that the bureaus above set for the bureaus below them.</summary>
    public IQueryable<OfficeDeadlineEntity> FilingDeadlinesAbove =>
        OfficeDeadlines.IgnoreQueryFilters([TenantFilter]).Where(deadline => deadline.TenantId != TenantId && deadline.Kind == Rules.Policies.OfficeDeadlineKind.Filing);

    /// <summary>Who looks for what a gap lacks; of a gap's rows the newest counts.</summary>
    public DbSet<GapAssignmentEntity> GapAssignments => Set<GapAssignmentEntity>();

    public DbSet<DeadlineDoneEntity> DeadlinesDone => Set<DeadlineDoneEntity>();

    /// <summary>The bureau's own 政策文件库.</summary>
    public DbSet<DocumentEntity> Documents => Set<DocumentEntity>();

    /// <summary>Own documents and those of the bureaus above.</summary>
    public IQueryable<DocumentEntity> ReadableDocuments => Documents.IgnoreQueryFilters([TenantFilter]);

    public DbSet<DocumentClauseEntity> DocumentClauses => Set<DocumentClauseEntity>();

    public DbSet<DocumentMarkEntity> DocumentMarks => Set<DocumentMarkEntity>();

    public IQueryable<DocumentMarkEntity> ReadableDocumentMarks => DocumentMarks.IgnoreQueryFilters([TenantFilter]);

    public IQueryable<DocumentClausePastEntity> ReadableClausePasts => Set<DocumentClausePastEntity>().IgnoreQueryFilters([TenantFilter]);

    public DbSet<DocumentAttachmentEntity> DocumentAttachments => Set<DocumentAttachmentEntity>();

    public IQueryable<DocumentAttachmentEntity> ReadableAttachments => DocumentAttachments.IgnoreQueryFilters([TenantFilter]);

    public IQueryable<DocumentAttachmentContentEntity> ReadableAttachmentContents => Set<DocumentAttachmentContentEntity>().IgnoreQueryFilters([TenantFilter]);

    public DbSet<HeadcountEntity> Headcounts => Set<HeadcountEntity>();

    public DbSet<HeadcountChangeEntity> HeadcountChanges => Set<HeadcountChangeEntity>();

    public DbSet<ImportBatchEntity> ImportBatches => Set<ImportBatchEntity>();

    public DbSet<JobEntity> Jobs => Set<JobEntity>();

    public DbSet<RosterBatchEntity> RosterBatches => Set<RosterBatchEntity>();

    public DbSet<RosterChangeEntity> RosterChanges => Set<RosterChangeEntity>();

    public DbSet<RosterCountEntity> RosterCounts => Set<RosterCountEntity>();

    public DbSet<RosterFaultEntity> RosterFaults => Set<RosterFaultEntity>();

    public DbSet<PersonEntity> Persons => Set<PersonEntity>();

    public DbSet<MembershipEntity> Memberships => Set<MembershipEntity>();

    public DbSet<ContributionBatchEntity> ContributionBatches => Set<ContributionBatchEntity>();

    public DbSet<ContributionEntity> Contributions => Set<ContributionEntity>();

    public DbSet<ContributionRowEntity> ContributionRows => Set<ContributionRowEntity>();

    public DbSet<ContributionFaultEntity> ContributionFaults => Set<ContributionFaultEntity>();

    public DbSet<PaymentBatchEntity> PaymentBatches => Set<PaymentBatchEntity>();

    public DbSet<PaymentItemEntity> PaymentItems => Set<PaymentItemEntity>();

    public DbSet<MatchCaseEntity> MatchCases => Set<MatchCaseEntity>();

    public DbSet<SecondLookRateEntity> SecondLookRates => Set<SecondLookRateEntity>();

    public DbSet<DeathMarkEntity> DeathMarks => Set<DeathMarkEntity>();

    public DbSet<EntitlementRunEntity> EntitlementRuns => Set<EntitlementRunEntity>();

    public DbSet<EntitlementChoiceEntity> EntitlementChoices => Set<EntitlementChoiceEntity>();

    public DbSet<EntitlementEntity> Entitlements => Set<EntitlementEntity>();

    public DbSet<EntitlementTotalEntity> EntitlementTotals => Set<EntitlementTotalEntity>();

    public DbSet<EntitlementDecisionEntity> EntitlementDecisions => Set<EntitlementDecisionEntity>();

    public DbSet<LedgerExportEntity> LedgerExports => Set<LedgerExportEntity>();

    public DbSet<AllocationRunEntity> AllocationRuns => Set<AllocationRunEntity>();

    public DbSet<AllocationLineEntity> AllocationLines => Set<AllocationLineEntity>();

    public DbSet<RunPolicyEntity> RunPolicies => Set<RunPolicyEntity>();

    public DbSet<RunAcknowledgementEntity> RunAcknowledgements => Set<RunAcknowledgementEntity>();

    public DbSet<RunOpinionEntity> RunOpinions => Set<RunOpinionEntity>();

    public DbSet<AuditEntryEntity> AuditEntries => Set<AuditEntryEntity>();

    /// <summary>True only while the session's own save runs.</summary>
    internal bool IsSavingWithAudit { get; set; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Call TenantSession.SaveAsync: it is asynchronous and leaves the audit row.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        IsSavingWithAudit
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : throw new NotSupportedException("Call TenantSession.SaveAsync: every write leaves its audit row in the same transaction.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<RegionCode>().HaveConversion<RegionCodeConverter>();
        configurationBuilder.Properties<Month>().HaveConversion<MonthConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MedInsureContext).Assembly);
        modelBuilder.Entity<DataProtectionKeyEntity>();
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => entity.ClrType.IsSubclassOf(typeof(TenantEntity))).ToList())
        {
            ByTenant.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        }
    }

    private static readonly MethodInfo ByTenant = typeof(MedInsureContext).GetMethod(nameof(LimitToTenant), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The filter reads a member of this instance, so that EF asks the context at hand; a captured number would freeze in the model.</summary>
    private void LimitToTenant<T>(ModelBuilder modelBuilder)
        where T : TenantEntity
    {
        var entity = modelBuilder.Entity<T>();
        entity.HasQueryFilter(TenantFilter, row => row.TenantId == TenantId);
        var tenant = entity.Property(row => row.TenantId).HasValueGenerator<TenantIdGenerator>().ValueGeneratedOnAdd();
        tenant.Metadata.SetValueGenerationStrategy(Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.None);
        tenant.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        if (entity.Metadata.FindProperty("Version") is { ClrType: var type } version && type == typeof(uint))
        {
            entity.Property<uint>(version.Name).IsRowVersion().HasColumnName("xmin");
        }
    }
}
