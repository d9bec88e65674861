using MedInsure.Persistence.Access;
using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class EntitlementRunConfiguration : IEntityTypeConfiguration<EntitlementRunEntity>
{
    public void Configure(EntityTypeBuilder<EntitlementRunEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(run => run.Number).ValueGeneratedOnAdd();
        entity.Property(run => run.Number).Metadata.SetValueGenerationStrategy(Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.None);
        entity.HasIndex(run => new { run.TenantId, run.CoverageYear, run.Number }).IsUnique();
        // One of a bureau at a time, whatever two people do at once.
        entity.HasIndex(run => run.TenantId).IsUnique().HasFilter("state = 'Queued'");
        entity.RefersTo<UserEntity>(nameof(EntitlementRunEntity.MadeBy));
        entity.RefersTo<EntitlementRunEntity>(nameof(EntitlementRunEntity.PreviousId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_entitlement_run_outcome", """
                (state = 'Computed') = (outcome_hash IS NOT NULL) AND (outcome_hash IS NULL) = (computed_at IS NULL) AND (outcome_hash IS NULL) = (input_hash IS NULL)
                AND (outcome_hash IS NULL) = (policies IS NULL) AND (outcome_hash IS NULL) = (rosters IS NULL) AND (outcome_hash IS NULL) = (engine = 0)
                """);
            table.HasCheckConstraint("ck_entitlement_run_hashes", "input_hash ~ '^[0-9a-f]{64}$' AND outcome_hash ~ '^[0-9a-f]{64}$'");
            table.HasCheckConstraint("ck_entitlement_run_counts", "persons >= 0 AND persons = due + settled + top_up + confirm + none + unknown");
            table.HasCheckConstraint("ck_entitlement_run_reason", "state <> 'Failed' OR coalesce(reason, '') ~ '\\S'");
        });
    }
}

internal sealed class EntitlementChoiceConfiguration : IEntityTypeConfiguration<EntitlementChoiceEntity>
{
    public void Configure(EntityTypeBuilder<EntitlementChoiceEntity> entity)
    {
        entity.HasKey(choice => new { choice.TenantId, choice.RunId, choice.Id });
        entity.Property(choice => choice.Id).ValueGeneratedNever();
        entity.RefersTo<EntitlementRunEntity>(nameof(EntitlementChoiceEntity.RunId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_entitlement_choice_amount", "(state = 'Amount') = (amount_fen IS NOT NULL) AND (amount_fen IS NULL) = (winner IS NULL) AND (amount_fen IS NULL OR amount_fen > 0)");
            table.HasCheckConstraint("ck_entitlement_choice_problem", "(state = 'Amount') = (problem IS NULL)");
        });
    }
}

internal sealed class EntitlementConfiguration : IEntityTypeConfiguration<EntitlementEntity>
{
    /// <summary>Those that wait for somebody: few among millions, and listed by themselves.</summary>
    private static readonly string Waiting = $"state IN ({(int)EntitlementState.TopUp}, {(int)EntitlementState.Confirm}, {(int)EntitlementState.Unknown})";

    public void Configure(EntityTypeBuilder<EntitlementEntity> entity)
    {
        // No foreign keys: ten million rows come in one statement, and the statement's trigger asks for the run once.
        entity.HasKey(row => new { row.TenantId, row.RunId, row.PersonId });
        entity.Property(row => row.State).HasConversion<short>();
        entity.HasIndex(row => new { row.TenantId, row.RunId, row.State, row.PersonId }).HasFilter(Waiting);
    }
}

internal sealed class EntitlementTotalConfiguration : IEntityTypeConfiguration<EntitlementTotalEntity>
{
    public void Configure(EntityTypeBuilder<EntitlementTotalEntity> entity)
    {
        entity.HasKey(total => new { total.TenantId, total.RunId, total.RegionCode, total.ChoiceId, total.State });
        entity.Property(total => total.State).HasConversion<short>();
        entity.HasOne<EntitlementChoiceEntity>().WithMany().HasForeignKey(total => new { total.TenantId, total.RunId, total.ChoiceId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EntitlementDecisionConfiguration : IEntityTypeConfiguration<EntitlementDecisionEntity>
{
    public void Configure(EntityTypeBuilder<EntitlementDecisionEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(decision => new { decision.TenantId, decision.RunId, decision.PersonId }).IsUnique();
        entity.HasIndex(decision => new { decision.TenantId, decision.CoverageYear, decision.PersonId });
        entity.RefersTo<EntitlementRunEntity>(nameof(EntitlementDecisionEntity.RunId));
        entity.RefersTo<UserEntity>(nameof(EntitlementDecisionEntity.DecidedBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_entitlement_decision_amount", "amount_fen > 0");
            table.HasCheckConstraint("ck_entitlement_decision_reason", "kind = 'Pay' OR coalesce(reason, '') ~ '\\S'");
        });
    }
}
