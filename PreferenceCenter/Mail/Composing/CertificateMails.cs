using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>Composes the certificate of an erasure, which is the answer to the request for it.</summary>
internal sealed class CertificateMails(
    ErasureStore erasures,
    RequestMails requests,
    MailRenderer renderer,
    MailLinks links,
    Site site
)
{
    // Null after the certificate's time: the address has been deleted by then.
    public async Task<ComposedMail?> ComposeAsync(ClaimedMail row)
    {
        if (erasures.Find(row.MessageId) is not { Address: { } address, CleanedAt: { } cleanedAt } erasure)
            return null;
        // Of a letter about an address that no subscriber had, the answer to it.
        if (await requests.AnswerAsync(row, address) is { } answer)
            return answer;
        var view = new CertificateView(
            erasure.ErasedAt,
            cleanedAt,
            erasure.Suppressed,
            links.Sign(NoteOf($"{erasure.Id}", erasure.ErasedAt, cleanedAt, erasure.Suppressed, erasure.ProofUntil))
        )
        {
            ProofUntil = erasure.ProofUntil,
        };
        var words = await renderer.CertificateAsync(view, erasure.Language ?? site.DefaultLanguage);
        return new ComposedMail(new OutgoingMail(row.MessageId, address, words, row.CreatedAt), []);
    }

    /// <summary>
    /// The certificate as it would be of an erasure on these days. It has neither number nor signature: it certifies
    /// nothing.
    /// </summary>
    public Task<MailContent> PreviewAsync(
        DateTimeOffset erasedAt,
        DateTimeOffset cleanedAt,
        bool suppressed,
        DateTimeOffset? proofUntil,
        string language
    ) =>
        renderer.CertificateAsync(
            new CertificateView(
                erasedAt,
                cleanedAt,
                suppressed,
                NoteOf("…", erasedAt, cleanedAt, suppressed, proofUntil) + "\n…\n"
            )
            {
                ProofUntil = proofUntil,
            },
            language
        );

    private string NoteOf(
        string id,
        DateTimeOffset erasedAt,
        DateTimeOffset cleanedAt,
        bool suppressed,
        DateTimeOffset? proofUntil
    ) =>
        string.Create(
                CultureInfo.InvariantCulture,
                $"""
                preference-center erasure 1
                {links.PublicUrl.Authority}
                {id}
                erased {site.Calendar.DayOf(erasedAt):yyyy-MM-dd}
                cleaned {site.Calendar.DayOf(cleanedAt):yyyy-MM-dd}
                kept {(suppressed ? "keyed-hash log" : "log")}{(
                    proofUntil is { } until
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $" proof-until {until.UtcDateTime:yyyy-MM-dd}"
                        )
                        : ""
                )}

                """
            )
            .ReplaceLineEndings("\n");
}
