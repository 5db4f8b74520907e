using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// Applies plans to the catalogue. A plan is made outside the writer's transaction, so that nobody's change waits for
/// it; inside, it is checked that the catalogue is still the one that the plan was made from. If not, a new plan is
/// made.
/// </summary>
internal sealed partial class CataloguePublisher(
    Database database,
    CatalogueCache catalogue,
    ChangeWriter writer,
    StaffAuthorizer staff,
    TimeProvider clock,
    ILogger<CataloguePublisher> log
)
{
    internal const int MostPlans = 5;

    /// <param name="make">Makes the plan, for the given time of the change. It is called again with the catalogue that
    /// somebody else has changed meanwhile, at most <see cref="MostPlans"/> times.</param>
    /// <returns>The plan that was applied; one with faults, if nothing was.</returns>
    public async Task<TPlan> ApplyAsync<TPlan>(StaffBy by, Func<CenterContext, DateTimeOffset, TPlan> make)
        where TPlan : CataloguePlan
    {
        for (var number = 1; ; number++)
        {
            var act = staff.Permit(by, StaffPolicies.ManageCatalogue);
            var (plan, madeFrom) = await MakeAsync(make, act.At);
            var settled =
                plan.Faults.Count > 0
                    ? IsStill(madeFrom)
                    : plan.Facts.Count == 0 || await IsTakenAsync(act, plan, madeFrom);
            if (!settled && number < MostPlans)
                continue;
            if (!settled)
                plan.Faults.Add(new Fault("file", FaultCode.CatalogueMoved));
            catalogue.Refresh();
            return plan;
        }
    }

    /// <summary>Dry run: the plan, without applying it.</summary>
    public TPlan Try<TPlan>(Func<CenterContext, DateTimeOffset, TPlan> make)
    {
        using var context = database.CreateContext();
        return make(context, clock.GetUtcNow());
    }

    /// <summary>
    /// The plan of a draft. A draft is shared and stays: where the program itself fails on one, that is a fault of the
    /// draft, so that it can still be read and discarded, and is not tried again and again.
    /// </summary>
    public CataloguePlan PlanOfDraft(
        DraftKind kind,
        string key,
        Func<CataloguePlan> make,
        Func<Fault, CataloguePlan> refuse
    )
    {
        try
        {
            return make();
        }
#pragma warning disable CA1031 // The boundary of a draft: an exception must not lock everybody out of it.
        catch (Exception reason) when (!TransientErrors.MayPass(reason) && !TransientErrors.IsUnavailable(reason))
#pragma warning restore CA1031
        {
            LogDraftFailed(log, reason, kind, key);
            return refuse(new Fault("file", FaultCode.DraftFailed));
        }
    }

    private async Task<(TPlan Plan, CatalogueVersion MadeFrom)> MakeAsync<TPlan>(
        Func<CenterContext, DateTimeOffset, TPlan> make,
        DateTimeOffset at
    )
    {
        await using var context = database.CreateContext();
        // Read first: a change while the plan is made makes this an old version, never the plan.
        var version = CatalogueVersion.Of(context);
        return (make(context, at), version);
    }

    // Of a plan that read the one half before somebody's change and the other half after it, the faults are nobody's.
    private bool IsStill(CatalogueVersion madeFrom)
    {
        using var context = database.CreateContext();
        return CatalogueVersion.Of(context) == madeFrom;
    }

    // False if the catalogue is another one by now.
    private Task<bool> IsTakenAsync(Act act, CataloguePlan plan, CatalogueVersion madeFrom) =>
        writer.DoAsync(
            new AdminChange<bool>(
                act,
                context =>
                {
                    if (CatalogueVersion.Of(context) != madeFrom)
                        return AdminResult.Unwritten(false);
                    plan.AddTo(context);
                    if (plan.Draft is { } draft)
                        context.Remove(draft);
                    return AdminResult.Written(true, plan.Facts);
                }
            )
        );

    [LoggerMessage(Level = LogLevel.Error, Message = "The draft of {Kind} {Key} could not be planned")]
    private static partial void LogDraftFailed(ILogger logger, Exception reason, DraftKind kind, string key);
}
