using System.Collections.Immutable;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.Erasure;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests from when on a consent has to be provable only for legal claims.</summary>
public sealed class EndOfConsentTests
{
    private static readonly DateTimeOffset Given = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero),
        Merged = Given.AddDays(30),
        Left = Given.AddDays(20);
    private static readonly Grant Consent = new(1, Given, EventKind.Asserted, LawfulBasis.Consent, 1, 1);

    [Fact]
    public void It_is_the_merge_of_a_topic_where_the_question_after_it_was_never_answered() =>
        Assert.Equal(
            Merged,
            LeftEverything.EndedAt(
                Of(
                    new Choice(1) { Grant = Consent, TouchedAt = Merged },
                    new Choice(2) { TouchedAt = Merged.AddDays(40) }
                )
            )
        );

    [Fact]
    public void A_withdrawal_counts_before_that_and_a_consent_in_force_has_no_end()
    {
        var merged = new Choice(1) { Grant = Consent, TouchedAt = Merged };
        Assert.Equal(
            Left,
            LeftEverything.EndedAt(
                Of(
                    merged,
                    new Choice(2)
                    {
                        Grant = Consent,
                        LeftAt = Left,
                        TouchedAt = Left,
                    }
                )
            )
        );
        Assert.Null(
            LeftEverything.EndedAt(
                Of(
                    merged,
                    new Choice(2)
                    {
                        Grant = Consent,
                        Value = 1,
                        TouchedAt = Given,
                    }
                )
            )
        );
        Assert.Null(LeftEverything.EndedAt(Of(new Choice(1) { TouchedAt = Merged })));
    }

    private static PersonState Of(params Choice[] choices) =>
        new() { Choices = choices.ToImmutableSortedDictionary(c => c.Aspect, c => c) };
}
