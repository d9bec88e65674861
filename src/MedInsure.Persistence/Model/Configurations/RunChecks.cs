namespace MedInsure.Persistence.Model.Configurations;

/// <summary>What is true of every allocation run at every moment, as SQL; the steps between the moments are a trigger's business.</summary>
internal static class RunChecks
{
    /// <summary>Maker ≠ checker ≠ releaser. Who created, computed or submitted is a maker. A comparison with null lets a row pass.</summary>
    public const string ThreePeople =
        "created_by <> approved_by AND computed_by <> approved_by AND submitted_by <> approved_by " +
        "AND created_by <> released_by AND computed_by <> released_by AND submitted_by <> released_by AND approved_by <> released_by";

    public const string StampsFitState =
        "num_nonnulls(submitted_by, submitted_at) = CASE WHEN state IN ('Draft', 'Computed') THEN 0 ELSE 2 END " +
        "AND num_nonnulls(approved_by, approved_at) = CASE WHEN state IN ('Draft', 'Computed', 'InReview') THEN 0 ELSE 2 END " +
        "AND num_nonnulls(released_by, released_at) = CASE WHEN state IN ('Released', 'Superseded') THEN 2 ELSE 0 END " +
        "AND (superseded_by_run_id IS NOT NULL) = (state = 'Superseded')";

    public const string ComputedIsComplete =
        "num_nonnulls(snapshot, outcome, input_hash, output_hash, engine_version, computed_by, computed_at) = CASE WHEN state = 'Draft' THEN 0 ELSE 7 END";

    public const string AssumptionsAreNotApproved = "assumption_count = 0 OR state IN ('Draft', 'Computed', 'InReview')";
}
