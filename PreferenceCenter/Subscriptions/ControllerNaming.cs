using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// At the start, after the writer and before the server takes requests: the controller gets its number.
/// </summary>
internal sealed class ControllerNaming(GrantTerms terms, LedgerNames names, Site site) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => terms.NameControllerAsync(names, site.Controller);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
