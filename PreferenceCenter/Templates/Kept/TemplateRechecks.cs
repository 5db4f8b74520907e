using PreferenceCenter.Schedule;

namespace PreferenceCenter.Templates.Kept;

/// <summary>
/// Checks kept templates again: each night, and within a minute after rules, topics, site or link keys have changed.
/// </summary>
internal sealed class TemplateRechecks(KeptTemplates templates)
    : PeriodicWork("check-templates", TimeSpan.FromMinutes(1))
{
    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        foreach (var template in await templates.ListAsync(cancel))
            if (template.Standing == TemplateStanding.Old)
                await run.TryAsync(
                    $"template {template.Digest}",
                    () => templates.RecheckAsync(template.Key, cancel),
                    cancel
                );
    }
}
