using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Outcome of an action on a page.</summary>
public sealed record ActionMessage(PrivacyRequestRefusal Refusal, MarkupString? Text = null);
