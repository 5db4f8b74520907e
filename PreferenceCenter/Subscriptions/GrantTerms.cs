using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions;

/// <summary>What a grant made on our pages rests on, and whether a footer link alone may make one.</summary>
internal sealed class GrantTerms(AddThroughFooter add, CatalogueCache catalogue)
{
    private int controller;

    /// <summary>
    /// Number of the controller that grants are made to; 0 until the start has named it, and then nothing can be
    /// granted.
    /// </summary>
    public int Controller => Volatile.Read(ref controller);

    public bool AddAtOnce => add == AddThroughFooter.AtOnce;

    /// <summary>
    /// An act of the person on a page of ours: to the controller named here, in the words published now.
    /// </summary>
    public Act ByPerson(Channel channel, DateTimeOffset at) =>
        new(channel, Actor.Person, at, LawfulBasis.Consent, Controller, 0) { Notices = catalogue.Current.Notices };

    /// <summary>Names the controller in the log, once, before the first request is served.</summary>
    public async Task NameControllerAsync(LedgerNames names, string name) =>
        Volatile.Write(ref controller, await names.ControllerAsync(name));
}
