using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Gives the controller its number in the log at the start: after the change writer starts, before the server accepts
/// requests.
/// </summary>
internal sealed class ControllerNaming(GrantTerms terms, LedgerNames names, Site site) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => terms.NameControllerAsync(names, site.Controller);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
