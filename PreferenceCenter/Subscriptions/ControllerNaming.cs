using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Gives the controller its number in the log: at the start, after the change writer starts and before the server
/// accepts requests, and when staff name another one.
/// </summary>
internal sealed class ControllerNaming(GrantTerms terms, LedgerNames names, Site site, SiteInForce inForce)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        inForce.Follow(NameAsync);
        await NameAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task NameAsync() => terms.NameControllerAsync(names, site.Controller);
}
