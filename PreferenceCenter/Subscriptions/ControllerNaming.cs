using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Gives the controller its number in the log at the start: after the change writer starts, before the server accepts
/// requests. Where it is given later, then.
/// </summary>
internal sealed class ControllerNaming(GrantTerms terms, LedgerNames names, Site site, SiteInForce inForce)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        inForce.Follow(NameAsync);
        return NameAsync();
    }

    private Task NameAsync() =>
        site.Controller.Length > 0 ? terms.NameControllerAsync(names, site.Controller) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
