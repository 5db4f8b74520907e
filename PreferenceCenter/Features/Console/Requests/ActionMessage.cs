using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>What came of something done on a page.</summary>
public sealed record ActionMessage(PrivacyRequestRefusal Refusal, MarkupString? Text = null);
