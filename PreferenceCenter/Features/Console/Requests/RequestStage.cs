using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>The six steps of a privacy request, in their order.</summary>
public enum RequestStage
{
    Received,
    Identity,
    Review,
    SecondApproval,
    CarriedOut,
    Closed,
}

/// <summary>Where a privacy request stands.</summary>
public static class RequestStages
{
    /// <summary>The step that a request is at. One that is closed is at the last, however it ended.</summary>
    public static RequestStage Of(RequestDetails request) =>
        request switch
        {
            { ClosedAt: not null } => RequestStage.Closed,
            { State: PrivacyRequestState.Held } => RequestStage.Identity,
            { State: PrivacyRequestState.Grace or PrivacyRequestState.Cleaning } => RequestStage.CarriedOut,
            { Proposal: not null } => RequestStage.SecondApproval,
            _ => RequestStage.Review,
        };

    /// <summary>Whether the step was left out: no identity was asked for, no second person was needed, nothing was done.</summary>
    public static bool IsSkipped(RequestDetails request, RequestStage stage) =>
        stage switch
        {
            RequestStage.Identity => request is { Asked: false, Origin: not PrivacyRequestOrigin.Person },
            RequestStage.SecondApproval => !request.TakeTwo.Contains(PrivacyRequestAct.Approve),
            RequestStage.CarriedOut => request is { ClosedAt: not null, State: not PrivacyRequestState.Done },
            _ => false,
        };
}
