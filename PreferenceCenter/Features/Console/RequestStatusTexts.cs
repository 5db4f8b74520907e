using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>The status of a data subject request: the same word and color wherever one is shown.</summary>
internal sealed partial class RequestStatusTexts
{
    /// <summary>The status in words, and the class of its tag.</summary>
    /// <param name="proposed">Whether a decision waits for a second account.</param>
    public (MarkupString Words, string Look) Of(PrivacyRequestState state, bool proposed) =>
        proposed
            ? (Proposed, "two")
            : state switch
            {
                PrivacyRequestState.Open => (Open, "info"),
                PrivacyRequestState.Held => (Held, "wait"),
                PrivacyRequestState.Grace => (Grace, "yes"),
                PrivacyRequestState.Cleaning => (Cleaning, "yes"),
                PrivacyRequestState.Done => (Done, ""),
                PrivacyRequestState.Refused => (Refused, "no"),
                PrivacyRequestState.Cancelled => (Cancelled, ""),
                PrivacyRequestState.Overtaken => (Overtaken, ""),
                PrivacyRequestState.Joined => (Joined, ""),
                _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
            };
}
