#!/bin/sh
# Does what the contract replay needs done behind the API, with the commands of the service itself:
#   contract-admin.sh deactivate|activate|staff|delete EMAIL
# It runs what is built, on the database of the launch profile OriginalSpa.
set -eu

case "${1-}" in
  deactivate) set -- deactivate-user "$2" ;;
  activate) set -- activate-user "$2" ;;
  staff) set -- grant-staff "$2" --unproven ;;
  delete) set -- delete-user "$2" --yes ;;
  *) echo "usage: $0 deactivate|activate|staff|delete EMAIL" >&2; exit 2 ;;
esac

project=$(dirname "$0")/../src/WebApi
exec dotnet run --no-build --project "$project" --launch-profile OriginalSpa -- "$@"
