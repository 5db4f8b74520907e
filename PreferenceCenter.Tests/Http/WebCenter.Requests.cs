using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Tests.Http;

/// <summary>Privacy requests.</summary>
internal sealed partial class WebCenter
{
    /// <summary>Makes a privacy request from a session of the subscriber, without pages.</summary>
    public Task<ChangeResult> AskAsync(Person person, PrivacyRequestKind kind) =>
        SubmitAsync(
            new OpenPrivacyRequest(
                PersonKey.Of(person.Id),
                kind,
                Get<PrivacyRequestTerms>(),
                PersonalAct() with
                {
                    Channel = Channel.Identity,
                },
                new Evidence()
            )
        );

    public Task<ChangeResult> CancelAsync(Person person, PrivacyRequestRow request) =>
        SubmitAsync(new CancelPrivacyRequest(PersonKey.Of(person.Id), request.Id, PersonalAct()));

    public IReadOnlyList<PrivacyRequestRow> RequestsOf(Person person) =>
        Get<PrivacyRequestStore>().Of(Find(person).Subscriber.Id);

    private Act PersonalAct() => new(Channel.MailedPage, Actor.Person, Now, LawfulBasis.None, 0, 0);
}
