using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Closes the requests of erased subscribers.</summary>
internal static class ErasedRequests
{
    /// <summary>
    /// Closes each request whose subscriber is gone from the files too, once every recipient has answered (RTS-12). It
    /// goes by the day of the erasure: a request names no erasure, so nothing of an erasure leads to it.
    /// </summary>
    /// <param name="day">The first instant of the present day: of the moment nothing is kept.</param>
    public static void CloseErased(this CenterContext context, DateTimeOffset day) =>
        context
            .Requests.Where(r =>
                r.State == PrivacyRequestState.Cleaning
                && !context.Erasures.Any(e => e.CleanedAt == null && e.ErasedAt <= r.ErasedOn)
                && !context.RecipientNotices.Any(n =>
                    n.Kind == PrivacyRequestKind.Erasure && n.AnsweredAt == null && n.At <= r.ErasedOn
                )
            )
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.State, PrivacyRequestState.Done)
                    .SetProperty(x => x.ClosedAt, x => x.ClosedAt ?? day)
            );
}
