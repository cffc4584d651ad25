#include "payments/attempt.h"

#include <algorithm>

namespace payments {

namespace {

using enum AttemptState;

// A capture may be seen first (a poll after everything has happened), so every open state leads to it.
constexpr AttemptEdge kEdges[] = {
    {kStarted, kWaiting},    {kStarted, kUnknown},     {kStarted, kAuthorized},   {kStarted, kCaptured},
    {kStarted, kDeclined},   {kStarted, kExpired},     {kStarted, kCancelled},    {kWaiting, kAuthorized},
    {kWaiting, kCaptured},   {kWaiting, kDeclined},    {kWaiting, kExpired},      {kWaiting, kCancelled},
    {kWaiting, kUnknown},    {kAuthorized, kCaptured}, {kAuthorized, kCancelled}, {kAuthorized, kExpired},
    {kAuthorized, kUnknown}, {kUnknown, kWaiting},     {kUnknown, kAuthorized},   {kUnknown, kCaptured},
    {kUnknown, kDeclined},   {kUnknown, kExpired},     {kUnknown, kCancelled},
};

}  // namespace

std::span<AttemptEdge const> attempt_edges() { return kEdges; }

bool may_become(AttemptState from, AttemptState to) {
  return std::ranges::any_of(kEdges, [&](AttemptEdge const& edge) { return edge.from == from && edge.to == to; });
}

bool is_final(AttemptState state) {
  return state == kCaptured || state == kDeclined || state == kExpired || state == kCancelled;
}

std::string_view name_of(AttemptState state) {
  switch (state) {
    case kStarted:
      return "started";
    case kWaiting:
      return "waiting";
    case kAuthorized:
      return "authorized";
    case kCaptured:
      return "captured";
    case kDeclined:
      return "declined";
    case kExpired:
      return "expired";
    case kCancelled:
      return "cancelled";
    case kUnknown:
      return "unknown";
  }
  return "";
}

}  // namespace payments
