using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Terms of a consent given on the site's pages: controller, notices, and whether a footer link alone may add topics.
/// </summary>
internal sealed class GrantTerms(AddThroughFooter add, CatalogueCache catalogue)
{
    private int controller;

    /// <summary>
    /// Number of the controller that consent is given to. It is 0 until the start has set it; until then, no consent
    /// can be given.
    /// </summary>
    public int Controller => Volatile.Read(ref controller);

    public bool AddAtOnce => add == AddThroughFooter.AtOnce;

    /// <summary>
    /// An act of the subscriber on one of the site's pages, with the current controller and the currently published
    /// notices.
    /// </summary>
    public Act ByPerson(Channel channel, DateTimeOffset at) =>
        new(channel, Actor.Person, at, LawfulBasis.Consent, Controller, 0) { Notices = catalogue.Current.Notices };

    /// <summary>Writes the controller's name to the log, once, before the first request is served.</summary>
    public async Task NameControllerAsync(LedgerNames names, string name) =>
        Volatile.Write(ref controller, await names.ControllerAsync(name));
}
